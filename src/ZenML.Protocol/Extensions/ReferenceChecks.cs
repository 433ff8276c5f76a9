namespace ZenML.Protocol.Extensions;

/// <summary>What a check found, for each distinct reference in the order in which they were sent.</summary>
/// <param name="References">The outcomes.</param>
public sealed record ReferenceChecks(IReadOnlyList<CheckedReference> References);
