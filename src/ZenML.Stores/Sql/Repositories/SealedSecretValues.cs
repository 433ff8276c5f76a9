using System.Security.Cryptography;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Stores.Encryption;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>One version of a secret's values, sealed together with what it belongs to: the secret, the version and the key names.</summary>
internal static class SealedSecretValues
{
    private const string Purpose = "secret";

    /// <summary>Seals the values of the version that the metadata names. The keys must be loaded.</summary>
    public static SealedValue Seal(ValueSealer sealer, SecretInfo secret, ReadOnlySpan<byte> plain) =>
        sealer.Seal(plain, Purpose, Owner(secret.Id, secret.ValuesVersion), Names(secret.Keys));

    /// <summary>Opens the values of a version. The keys must be loaded.</summary>
    public static SecretValues Open(
        ValueSealer sealer, Id<Secret> secret, long version, IReadOnlyList<string> keys, SealedValue value)
    {
        var plain = sealer.Open(value, Purpose, Owner(secret, version), Names(keys));
        try
        {
            return ValueBytes.Read(plain, keys);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static byte[] Owner(Id<Secret> secret, long version) => new AssociatedData().Add(secret.Value).Add(version).ToArray();

    private static byte[] Names(IReadOnlyList<string> keys)
    {
        var names = new AssociatedData();
        foreach (var key in keys)
        {
            names.Add(key);
        }

        return names.ToArray();
    }
}
