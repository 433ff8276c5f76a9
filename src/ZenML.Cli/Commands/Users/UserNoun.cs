namespace ZenML.Cli.Commands.Users;

/// <summary>The group <c>user</c>.</summary>
internal static class UserNoun
{
    public static Noun Noun { get; } = new("user", "Manage users. Changes require a server.",
    [
        new("list", "List users.", context => new UserListCommand(context)),
        new("describe", "Show a user.", context => new UserDescribeCommand(context)),
        new("create", "Create a user.", context => new UserCreateCommand(context)),
        new("update", "Change a user.", context => new UserUpdateCommand(context)),
        new("change-password", "Change your own password.", context => new UserChangePasswordCommand(context)),
        new("deactivate", "Deactivate a user and get a new activation token.", context => new UserDeactivateCommand(context)),
        new("activate", "Activate your account with a token.", context => new UserActivateCommand(context)),
        new("confirm-reset", "Show your private secrets after a reset.", context => new UserConfirmResetCommand(context)),
        new("release-secrets", "Show a user's private secrets after a reset.", context => new UserReleaseSecretsCommand(context)),
        new("delete", "Delete a user.", context => new UserDeleteCommand(context)),
    ], "zenml user create ada");
}
