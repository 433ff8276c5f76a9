using ZenML.Cli.Output;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Workspaces;

/// <summary>Workspaces as data for programs. The names and their order are a promise.</summary>
internal static class WorkspaceData
{
    public static ConfigurationMap Of(Workspace workspace, Id<Workspace>? active) => new()
    {
        ["id"] = workspace.Id.ToString(),
        ["name"] = workspace.Name,
        ["active"] = workspace.Id == active,
        ["description"] = workspace.Description,
        ["created"] = Times.Text(workspace.Created),
        ["updated"] = Times.Text(workspace.Updated),
    };
}
