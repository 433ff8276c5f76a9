using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

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
            new("LIMITS", Limits),
            new("EXPIRES", key => Optional.Cell(key.Expires), IsTime: true),
            new("LAST_USED", key => Optional.Cell(key.LastUsed), IsTime: true),
            new("LAST_ADDRESS", key => key.LastAddress ?? ""),
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
        ["limits_hidden"] = key.HidesLimits,
        ["role"] = Optional.Document(key.Limits.Role?.Text()),
        ["workspace_id"] = Optional.Document(key.Limits.Workspace?.ToString()),
        ["secret_ids"] = key.Limits.Secrets is { } secrets ? List(Ids(secrets)) : new ConfigurationNull(),
        ["roles_only"] = key.Limits.RolesOnly,
        ["networks"] = List(key.Networks),
        ["expires"] = Optional.Document(key.Expires),
        ["last_used"] = Optional.Document(key.LastUsed),
        ["last_address"] = Optional.Document(key.LastAddress),
        ["created"] = Times.Text(key.Created),
        ["updated"] = Times.Text(key.Updated),
    };

    /// <summary>Shows one key, with the names of what it is limited to, as far as the caller sees them.</summary>
    public static async Task<Description> DescribeAsync(
        CliContext context, ApiKey key, User account, CancellationToken cancellationToken)
    {
        var presentation = Present(account);
        List<(string Property, string Value)> limits = [];
        if (key.Limits.Workspace is { } workspace)
        {
            limits.Add(("WORKSPACE", await NameAsync(
                workspace, async id => (await context.Client.Workspaces.GetAsync(id, cancellationToken: cancellationToken)).Name)));
        }

        foreach (var secret in Ids(key.Limits.Secrets ?? new HashSet<Id<Secret>>()))
        {
            limits.Add(("SECRET", await NameAsync(
                secret, async id => (await context.Client.Secrets.FindAsync(id, cancellationToken: cancellationToken)).Name.Value)));
        }

        limits.AddRange(key.Networks.Select(network => ("FROM", network)));
        return presentation.Describe(key, limits);
    }

    private static async Task<string> NameAsync<TId>(TId id, Func<string, Task<string>> find)
    {
        try
        {
            return await find($"{id}");
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            // Deleted, or not visible to the caller.
            return $"{id}";
        }
    }

    private static string Limits(ApiKey key)
    {
        string[] limits =
        [
            key.HidesLimits ? "not shown to you" : "",
            key.Limits.Role is { } role ? $"role {role.Text()}" : "",
            key.Limits.Workspace is null ? "" : "one workspace",
            key.Limits.Secrets is { } secrets ? Number.Of(secrets.Count, "secret") : "",
            key.Limits.RolesOnly ? "workspace scope" : "",
            key.Networks.Count > 0 ? Number.Of(key.Networks.Count, "network") : "",
        ];
        return string.Join(", ", limits.Where(limit => limit.Length > 0));
    }

    private static IEnumerable<string> Ids(IEnumerable<Id<Secret>> secrets) =>
        secrets.Select(id => id.ToString()).Order(StringComparer.Ordinal);

    private static ConfigurationList List(IEnumerable<string> texts) =>
        new(texts.Select(text => (ConfigurationValue)new ConfigurationText(text)));
}
