using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.Storage;

/// <summary>
/// Names one version of a secret's values in a back end. Each attempt to write has a key of its own, so that deleting what a failed attempt
/// left can never hit the values of another.
/// </summary>
/// <param name="Secret">The secret.</param>
/// <param name="Version">The <see cref="SecretInfo.ValuesVersion"/> of the values.</param>
/// <param name="Write">The attempt to write them.</param>
public readonly record struct SecretVersionKey(Id<Secret> Secret, long Version, Guid Write);
