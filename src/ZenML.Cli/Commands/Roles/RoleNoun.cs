namespace ZenML.Cli.Commands.Roles;

/// <summary>The group <c>role</c>.</summary>
internal static class RoleNoun
{
    public static Noun Noun { get; } = new("role", "Manage who may do what in a workspace. Requires a server.",
    [
        new("grant", "Give accounts or groups a role.", context => new RoleGrantCommand(context)),
        new("revoke", "Take a role away.", context => new RoleRevokeCommand(context)),
        new("list", "List who has which role.", context => new RoleListCommand(context)),
    ], "zenml role grant runner --to service-account:ci");
}
