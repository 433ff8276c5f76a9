using ZenML.Cli.Output;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Users;

/// <summary>Accounts as data for programs. The names and their order are a promise.</summary>
internal static class UserData
{
    /// <summary>The columns for people.</summary>
    public static IReadOnlyList<Column> Columns { get; } = [new("CURRENT"), new("ID", IsId: true), new("NAME"), new("ACTIVE"), new("FULL_NAME"), new("IS_ADMIN")];

    /// <summary>An account for programs.</summary>
    public static ConfigurationMap Of(User user) => new()
    {
        ["id"] = user.Id.ToString(),
        ["name"] = user.Name,
        ["full_name"] = user.FullName,
        ["active"] = user.IsActive,
        ["is_admin"] = user.IsAdmin,
        ["created"] = Times.Text(user.Created),
        ["updated"] = Times.Text(user.Updated),
    };

    /// <summary>An account for people.</summary>
    public static IReadOnlyList<string> Row(User user, User current) =>
        [user.Id == current.Id ? "*" : "", user.Id.ToString(), user.Name, user.IsActive ? "yes" : "no", user.FullName, user.IsAdmin ? "yes" : "no"];
}
