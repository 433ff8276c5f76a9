namespace ZenML.Core.Secrets.Details;

/// <summary>What people note about a secret: a description, tags and when its values expire. Never a value.</summary>
/// <remarks>
/// Two are equal if they say the same. Over a server of ZenML, secrets have none.
/// </remarks>
public sealed class SecretDetails : IEquatable<SecretDetails>
{
    /// <summary>How long before it expires a secret is warned of.</summary>
    public static readonly TimeSpan WarningTime = TimeSpan.FromDays(30);

    /// <summary>Nothing.</summary>
    public static SecretDetails None { get; } = new();

    /// <summary>What the secret is for; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The tags, such as <c>team=ml</c>, in the order of their names.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = new SortedDictionary<string, string>(
        value.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal); } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When its values are no longer valid, UTC; null for never. Nothing happens then: it is for people to know.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether nothing is noted.</summary>
    public bool IsNone => Description is null && Tags.Count == 0 && Expires is null;

    /// <inheritdoc />
    public bool Equals(SecretDetails? other) => other is not null
        && (Description, Expires) == (other.Description, other.Expires) && Tags.SequenceEqual(other.Tags);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SecretDetails);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Description, Tags.Count, Expires);

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(SecretDetails? one, SecretDetails? other) => Equals(one, other);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(SecretDetails? one, SecretDetails? other) => !Equals(one, other);

    /// <summary>The names of what differs from an earlier state: <c>description</c>, <c>tags</c>, <c>expires</c>.</summary>
    internal IReadOnlyList<string> FindChanges(SecretDetails before) =>
    [
        .. Description == before.Description ? [] : (string[])["description"],
        .. Tags.SequenceEqual(before.Tags) ? [] : (string[])["tags"],
        .. Expires == before.Expires ? [] : (string[])["expires"],
    ];
}
