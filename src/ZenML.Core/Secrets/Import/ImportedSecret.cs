using ZenML.Core.Resources;
using ZenML.Core.Secrets.Edits;

namespace ZenML.Core.Secrets.Import;

/// <summary>What an import did with one secret, or would do in a dry run. It contains no value.</summary>
/// <param name="Name">The name of the secret.</param>
/// <param name="Scope">Its scope.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Keys">The keys that were added, changed and removed.</param>
public sealed record ImportedSecret(SecretName Name, SecretScope Scope, SecretImportOutcome Outcome, KeyChanges Keys)
{
    /// <summary>The id; null in a dry run for a secret that does not exist.</summary>
    public Id<Secret>? Id { get; init; }

    /// <summary>
    /// The version of the secret now; null if it does not exist. 0 from a server of ZenML, which does not track versions.
    /// </summary>
    public long? Version { get; init; }
}
