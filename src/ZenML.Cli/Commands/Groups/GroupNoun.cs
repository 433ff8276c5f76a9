namespace ZenML.Cli.Commands.Groups;

/// <summary>The group <c>group</c>.</summary>
internal static class GroupNoun
{
    public static Noun Noun { get; } = new("group", "Manage groups of accounts. Requires a server and an administrator.",
    [
        new("create", "Create a group.", context => new GroupCreateCommand(context)),
        new("list", "List groups.", context => new GroupListCommand(context)),
        new("describe", "Show a group: its accounts, roles and secrets.", context => new GroupDescribeCommand(context)),
        new("add", "Add accounts to a group.", context => new GroupAddCommand(context)),
        new("remove", "Remove accounts from a group.", context => new GroupRemoveCommand(context)),
        new("update", "Change the name or description of a group.", context => new GroupUpdateCommand(context)),
        new("delete", "Delete a group.", context => new GroupDeleteCommand(context)),
    ], "zenml group create ops");
}
