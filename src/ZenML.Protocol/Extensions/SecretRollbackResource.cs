namespace ZenML.Protocol.Extensions;

/// <summary>A secret after a rollback, without values.</summary>
public sealed record SecretRollbackResource
{
    /// <summary>The secret as it is now.</summary>
    public required SecretInfoResource Secret { get; init; }

    /// <summary>The version that the rollback made.</summary>
    public required SecretVersionResource Version { get; init; }

    /// <summary>The version that was the current one before.</summary>
    public required long Replaced { get; init; }
}
