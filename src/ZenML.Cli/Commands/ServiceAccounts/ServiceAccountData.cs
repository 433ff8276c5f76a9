using ZenML.Cli.Output;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary>
/// Service accounts as data for programs. The names and their order are part of the compatibility promise.
/// </summary>
internal static class ServiceAccountData
{
    /// <summary>Service accounts.</summary>
    public static Presentation<User> Presentation { get; } = new(
        "service accounts", Of,
        [
            new("ID", account => account.Id.ToString(), IsId: true),
            new("NAME", account => account.Name),
            new("ACTIVE", account => account.IsActive ? "yes" : "no"),
            new("DESCRIPTION", account => account.Description),
        ]);

    private static ConfigurationMap Of(User account) => new()
    {
        ["id"] = account.Id.ToString(),
        ["name"] = account.Name,
        ["description"] = account.Description,
        ["active"] = account.IsActive,
        ["created"] = Times.Text(account.Created),
        ["updated"] = Times.Text(account.Updated),
    };
}
