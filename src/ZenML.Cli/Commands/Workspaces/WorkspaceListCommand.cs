using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary><c>zenml workspace list</c>.</summary>
internal sealed class WorkspaceListCommand(CliContext context) : ListCommand<Workspace>(
    context, Example.Of("List workspaces.", "zenml workspace list --output json"), WorkspaceFields.All)
{
    protected override async Task<PageView<Workspace>> ReadAsync(
        ParseResult result, ListQuery query, CancellationToken cancellationToken)
    {
        var page = await Context.Client.Workspaces.ListPageAsync(query, cancellationToken);
        return new(page, WorkspaceData.Present((await Context.Client.Workspaces.FindActiveAsync(cancellationToken))?.Id));
    }
}
