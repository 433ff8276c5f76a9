namespace ZenML.Protocol.Extensions;

/// <summary>A page of the history of a secret.</summary>
public sealed record SecretHistoryResource
{
    /// <summary>The secret as it is now.</summary>
    public required SecretInfoResource Secret { get; init; }

    /// <summary>Its versions, the newest first.</summary>
    public required IReadOnlyList<SecretVersionResource> Versions { get; init; }

    /// <summary>The <c>before</c> of the next page; null if this is the last one.</summary>
    public long? Next { get; init; }
}
