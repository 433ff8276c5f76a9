namespace ZenML.Protocol.Extensions;

/// <summary>What an import did with one secret. It contains no value.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Scope"><c>workspace</c> or <c>user</c>.</param>
/// <param name="Outcome"><c>created</c>, <c>updated</c> or <c>unchanged</c>.</param>
/// <param name="Id">The id; null in a dry run for a secret that does not exist.</param>
/// <param name="Version">Its version now; null if it does not exist.</param>
/// <param name="Added">The names of new keys.</param>
/// <param name="Changed">The names of keys with another value.</param>
/// <param name="Removed">The names of keys that are gone.</param>
public sealed record ImportedSecretRow(
    string Name,
    string Scope,
    string Outcome,
    Guid? Id,
    long? Version,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Removed);
