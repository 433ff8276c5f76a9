using ZenML.Core.Access;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>A new API key.</summary>
/// <param name="Name">The name, unique within the service account.</param>
public sealed record ApiKeyDefinition(string Name)
{
    /// <summary>What the key is used for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>What the key may use of the access of its service account.</summary>
    public AccessLimits Limits { get; init; } = AccessLimits.None;

    /// <summary>When the key expires; null for the latest time that the server allows.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The only networks from which the key can be used, such as <c>10.0.0.0/8</c>; empty for any.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Whether only the name and the description are given.</summary>
    public bool IsPlain => Limits.IsNone && Expires is null && Networks.Count == 0;
}
