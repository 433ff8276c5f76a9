namespace ZenML.Cli.Commands.Workspaces;

/// <summary>The group <c>workspace</c>.</summary>
internal static class WorkspaceNoun
{
    public static Noun Noun { get; } = new("workspace", "Manage workspaces, which separate secrets, components, stacks and runs.",
    [
        new("list", "List workspaces.", context => new WorkspaceListCommand(context)),
        new("create", "Create a workspace with a default stack.", context => new WorkspaceCreateCommand(context)),
        new("describe", "Show a workspace.", context => new WorkspaceDescribeCommand(context)),
        new("set", "Set the active workspace.", context => new WorkspaceSetCommand(context)),
        new("delete", "Delete a workspace and everything in it.", context => new WorkspaceDeleteCommand(context)),
    ], "zenml workspace create research --set");
}
