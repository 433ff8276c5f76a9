using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.History;

/// <summary>One entry of a secret's history: a version, who made it and what it changed. It never has a value.</summary>
public sealed record SecretVersion
{
    /// <summary>In <see cref="ChangedDetails"/>: the change restricted the secret.</summary>
    public const string Restricted = "restricted";

    /// <summary>In <see cref="ChangedDetails"/>: the change lifted the restriction of the secret.</summary>
    public const string Unrestricted = "unrestricted";

    /// <summary>The <see cref="SecretInfo.Version"/> that the change made.</summary>
    public required long Version { get; init; }

    /// <summary>What made it.</summary>
    public required SecretVersionKind Kind { get; init; }

    /// <summary>When, UTC, to the microsecond; null if unknown.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The account that made it, with its name at that time; null if unknown.</summary>
    public ResourceReference<User>? User { get; init; }

    /// <summary>The keys that it added.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>The keys whose values it changed to other values.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>The keys that it removed.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>How many more keys it added, changed, removed or marked whose names were too long to record.</summary>
    public int Omitted { get; init; }

    /// <summary>
    /// Whether <see cref="Changed"/> is complete. False if the values before could not be read, so that only added and removed keys
    /// are known.
    /// </summary>
    public bool IsCompared { get; init; } = true;

    /// <summary>Whether the change wrote values.</summary>
    public bool HasValues { get; init; }

    /// <summary>The name before and after; null if it stayed.</summary>
    public BeforeAfter<string>? Name { get; init; }

    /// <summary>The scope before and after; null if it stayed.</summary>
    public BeforeAfter<SecretScope>? Scope { get; init; }

    /// <summary>The names of the workspaces before and after; null if it stayed in one.</summary>
    public BeforeAfter<string>? Workspace { get; init; }

    /// <summary>
    /// The number of versions to keep that the change set, 0 for the store's number; null if it stayed.
    /// </summary>
    public int? KeepVersions { get; init; }

    /// <summary>What the change noted about the secret: <c>description</c>, <c>tags</c>, <c>expires</c>, <c>plain</c>;
    /// also <see cref="Restricted"/> and <see cref="Unrestricted"/>.</summary>
    public IReadOnlyList<string> ChangedDetails { get; init; } = [];

    /// <summary>The keys that it marked as not secret.</summary>
    public IReadOnlyList<string> MarkedPlain { get; init; } = [];

    /// <summary>The keys that are secret again: it removed their marks, and not the keys.</summary>
    public IReadOnlyList<string> MarkedSecret { get; init; } = [];

    /// <summary>The version whose values a rollback made the current ones; null for other kinds.</summary>
    public long? RolledBackTo { get; init; }

    /// <summary>What there is of its values now.</summary>
    public SecretVersionState State { get; init; }

    /// <summary>When its values were destroyed by command; null if they were not.</summary>
    public DateTimeOffset? Destroyed { get; init; }
}
