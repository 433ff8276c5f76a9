using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key describe</c>.</summary>
internal sealed class ApiKeyDescribeCommand : DescribeCommand
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();
    private readonly Argument<string> name = ApiKeyArguments.Key();

    public ApiKeyDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show the details of an API key: what it is limited to, and when and from where it was last used. The key itself is not shown.",
            "zenml service-account api-key describe ci default")) =>
        Define(account, name, Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var key = await Context.Client.ServiceAccounts.ApiKeys.GetAsync(owner.Id, result.GetRequiredValue(name), cancellationToken);
        return await ApiKeyData.DescribeAsync(Context, key, owner, cancellationToken);
    }
}
