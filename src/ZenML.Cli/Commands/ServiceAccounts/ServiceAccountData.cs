using ZenML.Cli.Output;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.ServiceAccounts;

/// <summary>Service accounts as data for programs. The names and their order are a promise.</summary>
internal static class ServiceAccountData
{
    /// <summary>The columns for people.</summary>
    public static IReadOnlyList<Column> Columns { get; } = [new("ID", IsId: true), new("NAME"), new("ACTIVE"), new("DESCRIPTION")];

    /// <summary>A service account for programs.</summary>
    public static ConfigurationMap Of(User account) => new()
    {
        ["id"] = account.Id.ToString(),
        ["name"] = account.Name,
        ["description"] = account.Description,
        ["active"] = account.IsActive,
        ["created"] = Times.Text(account.Created),
        ["updated"] = Times.Text(account.Updated),
    };

    /// <summary>A service account for people.</summary>
    public static IReadOnlyList<string> Row(User account) => [account.Id.ToString(), account.Name, account.IsActive ? "yes" : "no", account.Description];
}
