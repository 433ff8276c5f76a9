namespace ZenML.Protocol.Extensions;

/// <summary>
/// What an API key is limited to, and when it was last used: the <c>resources</c> of a key below
/// <see cref="ExtensionPaths.ServiceAccounts"/>.
/// </summary>
public sealed record ApiKeyLimitsBody
{
    /// <summary>Whether the caller does not see the limits, the networks and the last address.</summary>
    public required bool Hidden { get; init; }

    /// <summary>The highest role; null for any.</summary>
    public string? Role { get; init; }

    /// <summary>The only workspace; null for any.</summary>
    public Guid? Workspace { get; init; }

    /// <summary>The only secrets; null for any.</summary>
    public IReadOnlyList<Guid>? Secrets { get; init; }

    /// <summary>Whether neither the private secrets of the account nor those that are shared with it exist for the key.</summary>
    public required bool RolesOnly { get; init; }

    /// <summary>The only networks; empty for any.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>When it expires; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was last used, to about a minute.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The network address from which it was last used.</summary>
    public string? LastAddress { get; init; }
}
