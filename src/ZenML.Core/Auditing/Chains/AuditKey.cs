using System.Security.Cryptography;

namespace ZenML.Core.Auditing.Chains;

/// <summary>A key that verifies signatures of an audit log.</summary>
public sealed class AuditKey : IDisposable
{
    private readonly ECDsa key;

    private AuditKey(ECDsa key, string id)
    {
        this.key = key;
        Id = id;
    }

    /// <summary>The fingerprint: SHA-256 of the public key, in hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Reads a public key.</summary>
    /// <param name="publicKey">A SubjectPublicKeyInfo.</param>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static AuditKey Read(byte[] publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            return read == publicKey.Length && key.KeySize == 256
                ? new AuditKey(key, FingerprintOf(publicKey))
                : throw new CryptographicException("It is not a key of the audit log.");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The fingerprint of a public key.</summary>
    public static string FingerprintOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>Whether a signature is this key's.</summary>
    public bool Verifies(byte[] content, byte[] signature)
    {
        try
        {
            return key.VerifyData(content, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Releases the key.</summary>
    public void Dispose() => key.Dispose();
}
