namespace ZenML.Protocol.Extensions;

/// <summary>What an import did, or would do in a dry run: one row per secret, in the order of the request.</summary>
/// <param name="Secrets">The rows.</param>
public sealed record ImportedSecrets(IReadOnlyList<ImportedSecretRow> Secrets);
