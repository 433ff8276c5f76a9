using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.ApiKeys;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.Trusts;

/// <summary><c>zenml service-account trust describe</c>.</summary>
internal sealed class TrustDescribeCommand : DescribeCommand
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();
    private readonly Argument<string> name = TrustArguments.Trust();

    public TrustDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show which identity tokens a trust of a service account is for.",
            "zenml service-account trust describe ci github")) =>
        Define(account, name, Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var trust = await Context.Client.ServiceAccounts.Trusts.GetAsync(owner.Id, result.GetRequiredValue(name), cancellationToken);
        return TrustData.Present(owner).Describe(trust);
    }
}
