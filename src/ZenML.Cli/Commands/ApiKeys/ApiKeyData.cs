using ZenML.Cli.Output;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary>
/// API keys, without their texts, as data for programs. The names and their order are part of the compatibility
/// promise.
/// </summary>
internal static class ApiKeyData
{
    /// <summary>The keys of a service account.</summary>
    public static Presentation<ApiKey> Present(User account) => new(
        "API keys", key => Of(key, account),
        [
            new("ID", key => key.Id.ToString(), IsId: true),
            new("NAME", key => key.Name),
            new("ACTIVE", key => key.IsActive ? "yes" : "no"),
            new("SERVICE_ACCOUNT", _ => account.Name),
            new("DESCRIPTION", key => key.Description),
            new("LAST_LOGIN", key => Optional.Cell(key.LastLogin), IsTime: true),
            new("LAST_ROTATED", key => Optional.Cell(key.LastRotated), IsTime: true),
        ]);

    private static ConfigurationMap Of(ApiKey key, User account) => new()
    {
        ["id"] = key.Id.ToString(),
        ["name"] = key.Name,
        ["service_account"] = account.Name,
        ["description"] = key.Description,
        ["active"] = key.IsActive,
        ["retain_period_minutes"] = key.RetainPeriodMinutes,
        ["last_login"] = Optional.Document(key.LastLogin),
        ["last_rotated"] = Optional.Document(key.LastRotated),
        ["created"] = Times.Text(key.Created),
        ["updated"] = Times.Text(key.Updated),
    };
}
