using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.ApiKeys;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.Trusts;

/// <summary><c>zenml service-account trust list</c>.</summary>
internal sealed class TrustListCommand : ListCommand<Trust>
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();

    public TrustListCommand(CliContext context)
        : base(
            context,
            Example.Of("List which identity tokens a service account trusts.", "zenml service-account trust list ci --output json"),
            TrustFields.All) => Define(account);

    protected override async Task<PageView<Trust>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken)
    {
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var page = await Context.Client.ServiceAccounts.Trusts.ListPageAsync(owner.Id, query, cancellationToken);
        return new(page, TrustData.Present(owner));
    }
}
