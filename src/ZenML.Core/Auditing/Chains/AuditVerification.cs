namespace ZenML.Core.Auditing.Chains;

/// <summary>What a verification of an audit log found.</summary>
public sealed record AuditVerification
{
    /// <summary>What is wrong, in the order of the chains; the first one is the first record that is not what was written.</summary>
    public required IReadOnlyList<AuditProblem> Problems { get; init; }

    /// <summary>How many problems there are. Only the first ones are in <see cref="Problems"/>.</summary>
    public required long ProblemCount { get; init; }

    /// <summary>How many records were verified.</summary>
    public required long Records { get; init; }

    /// <summary>How many records were deleted because of their age, with a signed gap in their place.</summary>
    public required long Deleted { get; init; }

    /// <summary>How many of the last records no checkpoint covers yet.</summary>
    public required long Unsigned { get; init; }

    /// <summary>How many older records have no place in a chain yet.</summary>
    public required long Unchained { get; init; }

    /// <summary>When the latest checkpoint was signed; null if there is none.</summary>
    public required DateTimeOffset? LastSigned { get; init; }

    /// <summary>The fingerprint of the key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Whether everything is what was written.</summary>
    public bool IsSound => ProblemCount == 0;
}
