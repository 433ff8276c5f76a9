using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Stores.Encryption;

/// <summary>A key ring of one key, derived from a text that the user brings.</summary>
internal static class ProvidedKey
{
    /// <summary>Where the text comes from, for messages.</summary>
    public const string Variable = "ZENML_SECRETS_STORE_ENCRYPTION_KEY";

    private const int MinimumLength = 16;

    private const int IdSize = 16;

    /// <summary>Checks a text.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/> if it is too short.</exception>
    public static void Check(string text)
    {
        if (!UnicodeText.IsWellFormed(text) || UnicodeText.CountCharacters(text) < MinimumLength)
        {
            throw new ZenException(ErrorCode.InvalidArgument, string.Create(CultureInfo.InvariantCulture,
                $"The encryption key in {Variable} must have at least {MinimumLength} characters. Use random text, "
                + $"such as the output of: openssl rand -hex 32"));
        }
    }

    /// <summary>
    /// The key of a text, without line breaks at its end. A store that was begun when these counted is opened with them.
    /// </summary>
    /// <param name="text">The text, as it came.</param>
    /// <param name="known">The keys that the store was created with; null if it is being created.</param>
    /// <param name="warn">Told if the store needs a line break.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: it is too short for a new store.</exception>
    public static KeyRing Choose(string text, IReadOnlyList<KnownKey>? known, Action<string>? warn)
    {
        var stripped = CredentialText.Read(text);
        if (known is null)
        {
            Check(stripped);
            return Derive(stripped);
        }

        foreach (var candidate in (string[])[stripped, text, $"{stripped}\n", $"{stripped}\r\n"])
        {
            var ring = Derive(candidate);
            if (known.Any(key => key.Id == ring.PrimaryId))
            {
                if (candidate != stripped)
                {
                    warn?.Invoke(
                        $"This store was created with an encryption key that ends with a line break. Keep {Variable} as it is: a "
                        + $"missing line break is added.");
                }

                return ring;
            }

            ring.Dispose();
        }

        return Derive(stripped);
    }

    /// <summary>Derives the key of exactly this text, and its id. The id says nothing about the key.</summary>
    public static KeyRing Derive(string text)
    {
        var material = Encoding.UTF8.GetBytes(text);
        var id = Convert.ToHexStringLower(Expand(material, IdSize, "key id"));
        var key = Expand(material, KeyRing.KeySize, "wrapping key");
        CryptographicOperations.ZeroMemory(material);
        return new KeyRing(id, new Dictionary<string, byte[]> { [id] = key });
    }

    private static byte[] Expand(byte[] material, int size, string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, material, size, "zenml-dotnet secrets store 1"u8.ToArray(), Encoding.UTF8.GetBytes(use));
}
