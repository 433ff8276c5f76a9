using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary><c>zenml service-account list</c>.</summary>
internal sealed class ServiceAccountListCommand(CliContext context) : ListCommand<User>(
    context,
    Example.Of("List the service accounts of the server.", "zenml service-account list --active=true --output json"),
    ServiceAccountFields.All)
{
    protected override async Task<PageView<User>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken) =>
        new(await Context.Client.ServiceAccounts.ListPageAsync(query, cancellationToken), ServiceAccountData.Presentation);
}
