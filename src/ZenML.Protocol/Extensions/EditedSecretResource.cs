namespace ZenML.Protocol.Extensions;

/// <summary>What an edit of a secret did. It has no values.</summary>
public sealed record EditedSecretResource
{
    /// <summary>The secret after the edit.</summary>
    public required SecretInfoResource Secret { get; init; }

    /// <summary>The keys that were added.</summary>
    public required IReadOnlyList<string> Added { get; init; }

    /// <summary>The keys whose values were changed.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>The keys that were removed.</summary>
    public required IReadOnlyList<string> Removed { get; init; }

    /// <summary>Whether the edit created the secret.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Whether anything was written.</summary>
    public required bool IsChanged { get; init; }
}
