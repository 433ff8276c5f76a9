namespace ZenML.Core.Secrets.History;

/// <summary>A key that differs between two versions of a secret.</summary>
/// <param name="Key">The name of the key.</param>
/// <param name="Kind">How it differs.</param>
public sealed record SecretDifference(string Key, SecretDifferenceKind Kind)
{
    /// <summary>The value in the first version; null if it has no such key, or if values were not asked for.</summary>
    public SensitiveString? Before { get; init; }

    /// <summary>The value in the second version; null if it has no such key, or if values were not asked for.</summary>
    public SensitiveString? After { get; init; }
}
