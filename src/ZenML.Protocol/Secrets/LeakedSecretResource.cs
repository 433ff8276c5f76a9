using ZenML.Protocol.Extensions;

namespace ZenML.Protocol.Secrets;

/// <summary>A key of a secret that has a value.</summary>
public sealed record LeakedSecretResource
{
    /// <summary>The secret.</summary>
    public required SecretInfoResource Secret { get; init; }

    /// <summary>The version of its values.</summary>
    public required long Version { get; init; }

    /// <summary>The name of the key.</summary>
    public required string Key { get; init; }
}
