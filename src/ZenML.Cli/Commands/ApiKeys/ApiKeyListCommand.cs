using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Credentials;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key list</c>.</summary>
internal sealed class ApiKeyListCommand : Command
{
    public ApiKeyListCommand(CliContext context)
        : base("list", Example.Of("List the keys of a service account, without their texts.", "zenml service-account api-key list ci --output json"))
    {
        var account = ApiKeyArguments.ServiceAccount();
        Arguments.Add(account);
        var options = new ListOptions(this, ApiKeyFields.All);
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var owner = await result.GetServiceAccountAsync(context, account, cancellationToken);
            var page = await context.Client.ServiceAccounts.ApiKeys.ListPageAsync(owner.Id, options.Read(result), cancellationToken);
            Listing.Write(context.Writer, result.GetFormat(output), page, "API keys", key => ApiKeyData.Of(key, owner), ApiKeyData.Columns, key => ApiKeyData.Row(key, owner));
            return ExitCodes.Success;
        });
    }
}
