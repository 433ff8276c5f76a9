using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.Leaks;

/// <summary>A key of a secret that has a value that was searched for.</summary>
/// <param name="Secret">The secret as it is now; it can be a deleted one.</param>
/// <param name="Version">The version of its values.</param>
/// <param name="Key">The name of the key in that version.</param>
public sealed record SecretLeak(SecretInfo Secret, long Version, string Key)
{
    /// <summary>Whether it is the current version.</summary>
    public bool IsCurrent => Version == Secret.ValuesVersion;

    /// <summary>The id of the secret.</summary>
    public Id<Secret> SecretId => Secret.Id;
}
