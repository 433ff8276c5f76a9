namespace ZenML.Core.Secrets.Usages;

/// <summary>What a reference to the name of a secret means for the caller.</summary>
public enum UsageOutcome
{
    /// <summary>The reference resolves to this secret.</summary>
    Resolves,

    /// <summary>The reference means the other secret of that name: the caller's own instead of the workspace's.</summary>
    OtherSecret,

    /// <summary>The reference means this secret, which lacks the key.</summary>
    KeyMissing,
}
