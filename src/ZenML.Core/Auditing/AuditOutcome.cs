namespace ZenML.Core.Auditing;

/// <summary>How it ended.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Success,

    /// <summary>The caller may not do it, or not that often.</summary>
    Refused,

    /// <summary>What was given to prove who is calling is wrong.</summary>
    Failed,
}
