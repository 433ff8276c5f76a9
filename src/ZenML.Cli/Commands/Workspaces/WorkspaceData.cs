using ZenML.Cli.Output;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary>Workspaces as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class WorkspaceData
{
    /// <summary>Workspaces, the active one marked.</summary>
    /// <param name="active">The active workspace; null if it no longer exists.</param>
    /// <param name="details">Columns for which only a table of one row has space.</param>
    public static Presentation<Workspace> Present(Id<Workspace>? active, params ReadOnlySpan<ItemColumn<Workspace>> details) => new(
        "workspaces", workspace => Of(workspace, active),
        [
            new("ACTIVE", workspace => workspace.Id == active ? "*" : ""),
            new("NAME", workspace => workspace.Name),
            new("ID", workspace => workspace.Id.ToString(), IsId: true),
            new("DESCRIPTION", workspace => workspace.Description),
            .. details,
        ]);

    private static ConfigurationMap Of(Workspace workspace, Id<Workspace>? active) => new()
    {
        ["id"] = workspace.Id.ToString(),
        ["name"] = workspace.Name,
        ["active"] = workspace.Id == active,
        ["description"] = workspace.Description,
        ["created"] = Times.Text(workspace.Created),
        ["updated"] = Times.Text(workspace.Updated),
    };
}
