using System.Security.Cryptography;

namespace ZenML.Backup;

/// <summary>What is needed besides a passphrase to derive its key. None of it is secret.</summary>
/// <param name="Cost">The cost.</param>
/// <param name="Salt">Random bytes, <see cref="Sodium.SaltSize"/> of them.</param>
internal sealed record PassphraseSalt(PassphraseCost Cost, byte[] Salt)
{
    /// <summary>A new random salt.</summary>
    public static PassphraseSalt New(PassphraseCost cost) => new(cost, RandomNumberGenerator.GetBytes(Sodium.SaltSize));
}
