namespace ZenML.Cli.Commands.Users;

/// <summary>The group <c>user</c>.</summary>
internal static class UserNoun
{
    public static Noun Noun { get; } = new("user", "Show accounts and, on a server, manage them.",
    [
        new("list", "List accounts.", context => new UserListCommand(context)),
        new("describe", "Show an account.", context => new UserDescribeCommand(context)),
        new("create", "Create an account.", context => new UserCreateCommand(context)),
        new("update", "Change an account.", context => new UserUpdateCommand(context)),
        new("change-password", "Change your own password.", context => new UserChangePasswordCommand(context)),
        new("deactivate", "Deactivate an account and get a token to activate it again.", context => new UserDeactivateCommand(context)),
        new("activate", "Activate your account with a token.", context => new UserActivateCommand(context)),
        new("delete", "Delete an account.", context => new UserDeleteCommand(context)),
    ], "zenml user create ada");
}
