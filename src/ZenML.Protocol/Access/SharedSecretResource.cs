using ZenML.Protocol.Extensions;

namespace ZenML.Protocol.Access;

/// <summary>A secret that was shared, or is no longer. It has no values.</summary>
public sealed record SharedSecretResource
{
    /// <summary>The secret.</summary>
    public required SecretInfoResource Secret { get; init; }

    /// <summary>The grant as it is now, or was.</summary>
    public required SecretGrantResource Grant { get; init; }

    /// <summary>The grant that it replaces; null for none.</summary>
    public SecretGrantResource? Before { get; init; }
}
