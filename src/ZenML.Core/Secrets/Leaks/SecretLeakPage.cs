namespace ZenML.Core.Secrets.Leaks;

/// <summary>What a part of a search for a value found.</summary>
/// <param name="Found">The keys with that value.</param>
/// <param name="Next">The stored id of the secret after which the next part begins; null at the end.</param>
public sealed record SecretLeakPage(IReadOnlyList<SecretLeak> Found, string? Next);
