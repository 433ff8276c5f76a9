using ZenML.Core.Resources;

namespace ZenML.Core.Secrets;

/// <summary>Says to a secrets store which values are meant.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Version">The <see cref="SecretInfo.ValuesVersion"/> of the values.</param>
/// <param name="Keys">The key names that the metadata knows. The store checks on reading that the values belong to just these.</param>
/// <param name="Metadata">What the caller believes the secret to be. A store that authenticates metadata compares them before it returns
/// values.</param>
public sealed record SecretsStoreEntry(Id<Secret> Secret, long Version, IReadOnlyList<string> Keys, SecretInfo Metadata)
{
    /// <summary>The values that belong to a secret's metadata.</summary>
    public static SecretsStoreEntry Of(SecretInfo info) => new(info.Id, info.ValuesVersion, info.Keys, info);
}
