namespace ZenML.Protocol.Secrets;

/// <summary>The secrets that have a value.</summary>
public sealed record LeakedSecretsBody
{
    /// <summary>What was found.</summary>
    public required IReadOnlyList<LeakedSecretResource> Found { get; init; }
}
