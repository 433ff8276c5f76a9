namespace ZenML.Core.Auditing.Chains;

/// <summary>What an attempt to sign a chain did.</summary>
public enum AuditSigning
{
    /// <summary>Everything is signed already.</summary>
    Nothing,

    /// <summary>A checkpoint was signed, or older records were chained.</summary>
    Signed,

    /// <summary>The same, and older records are left: sign once more.</summary>
    More,

    /// <summary>
    /// Nothing was signed: a checkpoint that this process has seen is gone or differs. Somebody changed the log.
    /// </summary>
    Altered,
}
