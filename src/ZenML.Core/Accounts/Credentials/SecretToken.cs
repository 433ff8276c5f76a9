using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// Random tokens of 256 bits: API keys, activation tokens, device codes. They are kept as SHA-256, which is enough where passwords need a slow hash with a
/// salt: nobody can try 2^256 values, however fast, and no two tokens are the same.
/// </summary>
public static class SecretToken
{
    private const int Size = 32;

    /// <summary>A fresh token: 64 hexadecimal digits.</summary>
    public static SensitiveString New() => new(RandomNumberGenerator.GetHexString(Size * 2, lowercase: true));

    /// <summary>A fresh shorter token, for codes that live for minutes and only allow a few attempts: 32 hexadecimal digits.</summary>
    public static SensitiveString NewShort() => new(RandomNumberGenerator.GetHexString(Size, lowercase: true));

    /// <summary>What to keep instead of a token.</summary>
    public static string Hash(SensitiveString token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal())));

    /// <summary>Whether a token is the one of a hash; takes the same time whatever differs.</summary>
    public static bool Matches(SensitiveString token, string? hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(token)), Encoding.ASCII.GetBytes(hash ?? new string('-', Size * 2))) && hash is not null;
}
