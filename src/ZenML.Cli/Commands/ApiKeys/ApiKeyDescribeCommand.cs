using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key describe</c>.</summary>
internal sealed class ApiKeyDescribeCommand : Command
{
    public ApiKeyDescribeCommand(CliContext context)
        : base("describe", Example.Of("Show a key, without its text.", "zenml service-account api-key describe ci default"))
    {
        var account = ApiKeyArguments.ServiceAccount();
        var name = ApiKeyArguments.Key();
        var output = CommonOptions.Output();
        Arguments.Add(account);
        Arguments.Add(name);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var owner = await result.GetServiceAccountAsync(context, account, cancellationToken);
            var key = await context.Client.ServiceAccounts.ApiKeys.GetAsync(owner.Id, result.GetRequiredValue(name), cancellationToken);
            Listing.WriteOne(context.Writer, result.GetFormat(output), ApiKeyData.Of(key, owner), ApiKeyData.Columns, ApiKeyData.Row(key, owner));
            return ExitCodes.Success;
        });
    }
}
