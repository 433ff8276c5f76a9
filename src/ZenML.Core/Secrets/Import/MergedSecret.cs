using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Storage;

namespace ZenML.Core.Secrets.Import;

/// <summary>One secret of an import, compared with what is stored.</summary>
/// <param name="Decision">The secret as it is, and as it will be but for what follows from its values.</param>
/// <param name="Keys">The keys that differ.</param>
/// <param name="Values">The values to write; null if the secret stays as it is.</param>
internal sealed record MergedSecret(SecretDecision Decision, KeyChanges Keys, SecretValues? Values)
{
    /// <summary>The values that it was compared with; null if there is no such secret yet.</summary>
    public SecretValues? Present { get; init; }

    /// <summary>The metadata after the write; before it, and if nothing is written, the metadata as it is. Null if there is none.</summary>
    public SecretInfo? Info { get; init; } = Decision.Before;
}
