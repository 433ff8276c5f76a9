namespace ZenML.Protocol.Extensions;

/// <summary>Whether a reference resolves for the caller.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Key">The key in it.</param>
/// <param name="Outcome">
/// <c>resolves</c>, <c>secret_missing</c>, <c>key_missing</c> or <c>values_missing</c>. What the caller may not see is
/// missing.
/// </param>
/// <param name="Scope">The scope of the secret that won: <c>user</c> or <c>workspace</c>; null if there is none.</param>
/// <param name="Expires">When the values of that secret expire; null for never.</param>
public sealed record CheckedReference(string Name, string Key, string Outcome, string? Scope, DateTimeOffset? Expires);
