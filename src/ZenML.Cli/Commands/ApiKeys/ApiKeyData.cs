using ZenML.Cli.Output;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary>API keys, without their texts, as data for programs. The names and their order are a promise.</summary>
internal static class ApiKeyData
{
    /// <summary>The columns for people.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
        [new("ID", IsId: true), new("NAME"), new("ACTIVE"), new("SERVICE_ACCOUNT"), new("DESCRIPTION"), new("LAST_LOGIN"), new("LAST_ROTATED")];

    /// <summary>A key for programs.</summary>
    public static ConfigurationMap Of(ApiKey key, User account) => new()
    {
        ["id"] = key.Id.ToString(),
        ["name"] = key.Name,
        ["service_account"] = account.Name,
        ["description"] = key.Description,
        ["active"] = key.IsActive,
        ["retain_period_minutes"] = key.RetainPeriodMinutes,
        ["last_login"] = TimeOrNull(key.LastLogin),
        ["last_rotated"] = TimeOrNull(key.LastRotated),
        ["created"] = Times.Text(key.Created),
        ["updated"] = Times.Text(key.Updated),
    };

    /// <summary>A key for people.</summary>
    public static IReadOnlyList<string> Row(ApiKey key, User account) =>
        [key.Id.ToString(), key.Name, key.IsActive ? "yes" : "no", account.Name, key.Description, TimeOrNothing(key.LastLogin), TimeOrNothing(key.LastRotated)];

    private static ConfigurationValue TimeOrNull(DateTimeOffset? time) => time is { } known ? Times.Text(known) : new ConfigurationNull();

    private static string TimeOrNothing(DateTimeOffset? time) => time is { } known ? Times.Text(known) : "";
}
