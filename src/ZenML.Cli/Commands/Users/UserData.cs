using ZenML.Cli.Output;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Users;

/// <summary>Accounts as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class UserData
{
    /// <summary>Accounts, your own one marked.</summary>
    public static Presentation<User> Present(User current) => new(
        "users", Of,
        [
            new("CURRENT", user => user.Id == current.Id ? "*" : ""),
            new("ID", user => user.Id.ToString(), IsId: true),
            new("NAME", user => user.Name),
            new("ACTIVE", user => user.IsActive ? "yes" : "no"),
            new("FULL_NAME", user => user.FullName),
            new("IS_ADMIN", user => user.IsAdmin ? "yes" : "no"),
        ]);

    private static ConfigurationMap Of(User user) => new()
    {
        ["id"] = user.Id.ToString(),
        ["name"] = user.Name,
        ["full_name"] = user.FullName,
        ["active"] = user.IsActive,
        ["is_admin"] = user.IsAdmin,
        ["created"] = Times.Text(user.Created),
        ["updated"] = Times.Text(user.Updated),
    };
}
