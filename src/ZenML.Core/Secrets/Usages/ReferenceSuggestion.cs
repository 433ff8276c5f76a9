using ZenML.Core.Secrets.References;

namespace ZenML.Core.Secrets.Usages;

/// <summary>What was probably meant by a reference that does not resolve.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Outcome"><see cref="ReferenceOutcome.SecretMissing"/> or <see cref="ReferenceOutcome.KeyMissing"/>.</param>
/// <param name="Nearest">The nearest name of a visible secret, or key of the secret; null if none is near enough.</param>
public sealed record ReferenceSuggestion(SecretReference Reference, ReferenceOutcome Outcome, string? Nearest);
