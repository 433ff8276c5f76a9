namespace ZenML.Core.Secrets.Details;

/// <summary>
/// What people note about a secret: a description, tags, when its values expire, and which of its keys are not secret. Never a value.
/// </summary>
/// <remarks>
/// Two are equal if they say the same. Over a server of ZenML, secrets have none.
/// </remarks>
public sealed class SecretDetails : IEquatable<SecretDetails>
{
    /// <summary>How long before it expires a secret is warned of.</summary>
    public static readonly TimeSpan WarningTime = TimeSpan.FromDays(30);

    /// <summary>What changed if <see cref="PlainKeys"/> did, as <see cref="History.SecretVersion.ChangedDetails"/> says it.</summary>
    public const string PlainWord = "plain";

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

    /// <summary>
    /// The keys that are marked as not secret, such as a user name, in the order of their names: masking leaves out their values. Nothing
    /// else treats them differently.
    /// </summary>
    public IReadOnlyList<string> PlainKeys
    {
        get;
        init => field = [.. value.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    } = [];

    /// <summary>Whether nothing is noted.</summary>
    public bool IsNone => Description is null && Tags.Count == 0 && Expires is null && PlainKeys.Count == 0;

    /// <inheritdoc />
    public bool Equals(SecretDetails? other) => other is not null
        && (Description, Expires) == (other.Description, other.Expires) && Tags.SequenceEqual(other.Tags)
        && PlainKeys.SequenceEqual(other.PlainKeys, StringComparer.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SecretDetails);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Description, Tags.Count, Expires, PlainKeys.Count);

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(SecretDetails? one, SecretDetails? other) => Equals(one, other);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(SecretDetails? one, SecretDetails? other) => !Equals(one, other);

    /// <summary>The names of what differs from an earlier state: <c>description</c>, <c>tags</c>, <c>expires</c>, <c>plain</c>.</summary>
    internal IReadOnlyList<string> FindChanges(SecretDetails before) =>
    [
        .. Description == before.Description ? [] : (string[])["description"],
        .. Tags.SequenceEqual(before.Tags) ? [] : (string[])["tags"],
        .. Expires == before.Expires ? [] : (string[])["expires"],
        .. PlainKeys.SequenceEqual(before.PlainKeys, StringComparer.Ordinal) ? [] : (string[])[PlainWord],
    ];

    /// <summary>The same without the marks of keys that a secret does not have.</summary>
    /// <param name="keys">The keys of the secret.</param>
    internal SecretDetails Keep(IReadOnlyCollection<string> keys) => PlainKeys.Count == 0
        ? this
        : new SecretDetails
        {
            Description = Description, Tags = Tags, Expires = Expires, PlainKeys = [.. PlainKeys.Intersect(keys, StringComparer.Ordinal)],
        };

    /// <summary>Returns values that say of themselves whether their key is marked, and that are equal to the given ones.</summary>
    internal SecretValues Mark(SecretValues values)
    {
        var plain = PlainKeys.ToHashSet(StringComparer.Ordinal);
        return values.All(pair => pair.Value.IsPlain == plain.Contains(pair.Key))
            ? values
            : new SecretValues(values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.WithPlain(plain.Contains(pair.Key)))));
    }
}
