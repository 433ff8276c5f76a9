namespace ZenML.Core.Secrets.History;

/// <summary>How a key of a secret differs between two versions.</summary>
public enum SecretDifferenceKind
{
    /// <summary>Only the later version has the key.</summary>
    Added,

    /// <summary>The values differ.</summary>
    Changed,

    /// <summary>Only the earlier version has the key.</summary>
    Removed,
}
