namespace ZenML.Protocol.Extensions;

/// <summary>One version in the history of a secret. It never has a value.</summary>
public sealed record SecretVersionResource
{
    /// <summary>The version.</summary>
    public required long Version { get; init; }

    /// <summary>What made it: <c>create</c>, <c>update</c>, <c>rollback</c> or <c>unknown</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When; null if unknown.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The account that made it; null if unknown. It may no longer exist.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The name of the account at that time; null if unknown.</summary>
    public string? UserName { get; init; }

    /// <summary>The keys that it added.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>The keys whose values it changed.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>The keys that it removed.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>How many more keys it added, changed, removed or marked.</summary>
    public int Omitted { get; init; }

    /// <summary>Whether <see cref="Changed"/> is known.</summary>
    public bool Compared { get; init; }

    /// <summary>Whether the change wrote values.</summary>
    public bool HasValues { get; init; }

    /// <summary>The name before; null if it stayed.</summary>
    public string? OldName { get; init; }

    /// <summary>The name then; null if it stayed.</summary>
    public string? NewName { get; init; }

    /// <summary>The scope before; null if it stayed.</summary>
    public string? OldScope { get; init; }

    /// <summary>The scope then; null if it stayed.</summary>
    public string? NewScope { get; init; }

    /// <summary>The name of the workspace before; null if it stayed.</summary>
    public string? OldWorkspace { get; init; }

    /// <summary>The name of the workspace then; null if it stayed.</summary>
    public string? NewWorkspace { get; init; }

    /// <summary>The number of versions to keep that it set, 0 for the store's; null if it stayed.</summary>
    public int? KeepVersions { get; init; }

    /// <summary>What it noted about the secret: <c>description</c>, <c>tags</c>, <c>expires</c>, <c>plain</c>.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The keys that it marked as not secret.</summary>
    public IReadOnlyList<string> MarkedPlain { get; init; } = [];

    /// <summary>The keys that are secret again.</summary>
    public IReadOnlyList<string> MarkedSecret { get; init; } = [];

    /// <summary>The version that a rollback went back to; null for others.</summary>
    public long? RolledBackTo { get; init; }

    /// <summary>What there is of its values: <c>no_values</c>, <c>current</c>, <c>stored</c> or <c>destroyed</c>.</summary>
    public required string State { get; init; }

    /// <summary>When its values were destroyed by command; null if they were not.</summary>
    public DateTimeOffset? Destroyed { get; init; }
}
