namespace ZenML.Core.Persistence;

/// <summary>What a check of a whole store found.</summary>
/// <param name="Problems">What is wrong, one line each; no value of a secret is in them. Empty if the store is sound.</param>
/// <param name="Secrets">How many secrets were checked, those of all users.</param>
/// <param name="Components">How many components were checked.</param>
/// <param name="UntaggedSecrets">How many secrets an older version wrote and no row tag protects yet.</param>
public sealed record StoreReport(IReadOnlyList<string> Problems, long Secrets, long Components, long UntaggedSecrets);
