namespace ZenML.Core.Auditing.Chains;

/// <summary>Something in an audit log that is not what was written.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Position">The first place that is wrong; 0 if no place is known.</param>
/// <param name="RecordId">The id of the record there, if there is one.</param>
/// <param name="Text">What is wrong, one line.</param>
public sealed record AuditProblem(string Chain, long Position, string? RecordId, string Text);
