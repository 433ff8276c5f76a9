namespace ZenML.Core.Auditing;

/// <summary>The outcome of an action.</summary>
public enum AuditOutcome
{
    /// <summary>It succeeded.</summary>
    Success,

    /// <summary>The caller lacks the permission, or tried too often.</summary>
    Refused,

    /// <summary>The credentials are wrong.</summary>
    Failed,
}
