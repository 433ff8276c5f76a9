namespace ZenML.Cli.Commands.Users;

/// <summary>The group <c>user</c>.</summary>
internal static class UserNoun
{
    public static Noun Noun { get; } = new("user", "Look at accounts.",
    [
        new("list", "List accounts.", context => new UserListCommand(context)),
        new("describe", "Show an account.", context => new UserDescribeCommand(context)),
    ], "zenml user describe");
}
