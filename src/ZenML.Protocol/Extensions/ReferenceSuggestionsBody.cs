namespace ZenML.Protocol.Extensions;

/// <summary>The references without a secret or key, each once, in the order in which they were sent.</summary>
/// <param name="References">The references.</param>
public sealed record ReferenceSuggestionsBody(IReadOnlyList<SuggestedReference> References);
