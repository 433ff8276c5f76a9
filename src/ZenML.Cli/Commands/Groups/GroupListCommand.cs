using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Querying;

namespace ZenML.Cli.Commands.Groups;

/// <summary><c>zenml group list</c>.</summary>
internal sealed class GroupListCommand(CliContext context) : ListCommand<Group>(
    context, Example.Of("List the groups of the server.", "zenml group list --output json"), GroupFields.All)
{
    protected override async Task<PageView<Group>> ReadAsync(ParseResult result, ListQuery query, CancellationToken cancellationToken) =>
        new(await Context.Client.Groups.ListPageAsync(query, cancellationToken), GroupData.Presentation);
}
