using ZenML.Protocol.Extensions;

namespace ZenML.Protocol.Access;

/// <summary>Who can do what with a secret, and why.</summary>
public sealed record SecretAccessBody
{
    /// <summary>The secret, without values.</summary>
    public required SecretInfoResource Secret { get; init; }

    /// <summary>The accounts and groups.</summary>
    public required IReadOnlyList<SecretAccessEntryBody> Entries { get; init; }

    /// <summary>Whether these are all; else only what the caller can do.</summary>
    public required bool IsComplete { get; init; }
}
