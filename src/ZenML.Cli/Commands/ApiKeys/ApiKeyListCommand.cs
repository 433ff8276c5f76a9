using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary><c>zenml service-account api-key list</c>.</summary>
internal sealed class ApiKeyListCommand : ListCommand<ApiKey>
{
    private readonly Argument<string> account = ApiKeyArguments.ServiceAccount();

    public ApiKeyListCommand(CliContext context)
        : base(
            context,
            Example.Of(
                "List the API keys of a service account, without the keys themselves.",
                "zenml service-account api-key list ci --output json"),
            ApiKeyFields.All) => Define(account);

    protected override async Task<PageView<ApiKey>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken)
    {
        var owner = await result.GetServiceAccountAsync(Context, account, cancellationToken);
        var page = await Context.Client.ServiceAccounts.ApiKeys.ListPageAsync(owner.Id, query, cancellationToken);
        return new(page, ApiKeyData.Present(owner));
    }
}
