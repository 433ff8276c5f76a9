using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// Random tokens of 256 bits: API keys, activation tokens, device codes. They are stored as SHA-256 hashes. Unlike
/// passwords, they need no slow hash and no salt, because nobody can try 2^256 values and no two tokens are equal.
/// </summary>
public static class SecretToken
{
    private const int Size = 32;

    /// <summary>Creates a token of 64 hexadecimal digits.</summary>
    public static SensitiveString New() => new(RandomNumberGenerator.GetHexString(Size * 2, lowercase: true));

    /// <summary>
    /// Creates a token of 32 hexadecimal digits, for codes that are valid for minutes and allow few attempts.
    /// </summary>
    public static SensitiveString NewShort() => new(RandomNumberGenerator.GetHexString(Size, lowercase: true));

    /// <summary>Returns the hash of a token.</summary>
    public static string Hash(SensitiveString token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal())));

    /// <summary>Compares a token with a hash in constant time.</summary>
    public static bool Matches(SensitiveString token, string? hash) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Hash(token)), Encoding.ASCII.GetBytes(hash ?? new string('-', Size * 2)))
        && hash is not null;
}
