namespace ZenML.Core.Auditing.Chains;

/// <summary>A part of a chain, in the order of its places.</summary>
/// <param name="Records">The records.</param>
/// <param name="Checkpoints">The checkpoints of these places, and of the place before the first one.</param>
/// <param name="Gaps">The gaps that begin at these places.</param>
/// <param name="Next">The place after which the next slice begins; null at the end of the chain.</param>
public sealed record AuditSlice(
    IReadOnlyList<AuditRecord> Records, IReadOnlyList<AuditCheckpoint> Checkpoints, IReadOnlyList<AuditGap> Gaps, long? Next);
