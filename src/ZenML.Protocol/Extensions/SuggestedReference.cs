namespace ZenML.Protocol.Extensions;

/// <summary>A reference without a secret or key, and what was probably meant.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Key">The key in it.</param>
/// <param name="Outcome"><c>secret_missing</c> or <c>key_missing</c>. What the caller may not see is missing.</param>
/// <param name="Nearest">The nearest name of a secret or key; null if none is near enough.</param>
public sealed record SuggestedReference(string Name, string Key, string Outcome, string? Nearest);
