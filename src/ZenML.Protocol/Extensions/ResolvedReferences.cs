namespace ZenML.Protocol.Extensions;

/// <summary>The values of references, for each distinct reference in the order in which they were sent.</summary>
/// <param name="References">The values.</param>
public sealed record ResolvedReferences(IReadOnlyList<ResolvedReference> References);
