using System.Text.Json.Nodes;

namespace ZenML.TestKit.SecretsStores.Hashicorp;

/// <summary>A token of Vault.</summary>
internal sealed class VaultToken(IReadOnlyList<string> policies, TimeSpan? period, bool isRenewable, TimeSpan? most, DateTimeOffset now)
{
    /// <summary>The text.</summary>
    public string Text { get; init; } = $"s.{Guid.NewGuid():N}";

    /// <summary>Its policies.</summary>
    public IReadOnlyList<string> Policies => policies;

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Ends { get; set; } = now + period;

    /// <summary>Whether it can be renewed.</summary>
    public bool IsRenewable => isRenewable;

    private string Accessor { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Renews it.</summary>
    public void Renew(TimeSpan? increment, DateTimeOffset at)
    {
        var end = at + (increment ?? period ?? TimeSpan.Zero);
        Ends = most is { } longest && end > now + longest ? now + longest : end;
    }

    /// <summary>How a login describes it.</summary>
    public JsonObject ToLogin(DateTimeOffset at) => new()
    {
        ["client_token"] = Text,
        ["accessor"] = Accessor,
        ["policies"] = Names(),
        ["token_policies"] = Names(),
        ["metadata"] = null,
        ["lease_duration"] = SecondsLeft(at),
        ["renewable"] = isRenewable,
        ["entity_id"] = "",
        ["token_type"] = "service",
        ["orphan"] = true,
    };

    /// <summary>How a look-up describes it.</summary>
    public JsonObject ToLookup(DateTimeOffset at) => new()
    {
        ["accessor"] = Accessor,
        ["creation_time"] = now.ToUnixTimeSeconds(),
        ["creation_ttl"] = (long)(period ?? TimeSpan.Zero).TotalSeconds,
        ["display_name"] = "token",
        ["entity_id"] = "",
        ["expire_time"] = Ends?.ToString("O"),
        ["explicit_max_ttl"] = (long)(most ?? TimeSpan.Zero).TotalSeconds,
        ["id"] = Text,
        ["issue_time"] = now.ToString("O"),
        ["meta"] = null,
        ["num_uses"] = 0,
        ["orphan"] = true,
        ["path"] = "auth/token/create",
        ["policies"] = Names(),
        ["renewable"] = isRenewable,
        ["ttl"] = SecondsLeft(at),
        ["type"] = "service",
    };

    private long SecondsLeft(DateTimeOffset at) => Ends is { } end ? (long)Math.Ceiling((end - at).TotalSeconds) : 0;

    private JsonArray Names() => new([.. policies.Select(policy => (JsonNode)policy)]);
}
