using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace ZenML.Stores.Encryption;

/// <summary>A key that is used many times: its ciphers are pooled, each for one thread at a time.</summary>
internal sealed class SealingKey(byte[] material) : IDisposable
{
    // Sixteen bytes more than the order of the curve, so that no scalar is more likely than another.
    private const int AuditSeedSize = 48;

    private static readonly BigInteger P256Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly ConcurrentBag<AesGcm> idle = [];

    private readonly byte[] tagKey = HKDF.Expand(HashAlgorithmName.SHA256, material, KeyRing.KeySize, "zenml-dotnet 1 row tag"u8.ToArray());

    private readonly byte[] fingerprintKey = HKDF.Expand(
        HashAlgorithmName.SHA256, material, KeyRing.KeySize, "zenml-dotnet 1 value fingerprint"u8.ToArray());

    private volatile bool isDisposed;

    /// <summary>See <see cref="SealedBytes.Seal(AesGcm, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associatedData)
    {
        var cipher = Take();
        try
        {
            return SealedBytes.Seal(cipher, plain, associatedData);
        }
        finally
        {
            GiveBack(cipher);
        }
    }

    /// <summary>See <see cref="SealedBytes.TryOpen(AesGcm, ReadOnlySpan{byte}, ReadOnlySpan{byte}, out byte[])"/>.</summary>
    public bool TryOpen(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> associatedData, [NotNullWhen(true)] out byte[]? plain)
    {
        var cipher = Take();
        try
        {
            return SealedBytes.TryOpen(cipher, bytes, associatedData, out plain);
        }
        finally
        {
            GiveBack(cipher);
        }
    }

    /// <summary>HMAC-SHA256 under a key that is derived from this one and used for nothing else.</summary>
    public byte[] Authenticate(ReadOnlySpan<byte> data)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return HMACSHA256.HashData(tagKey, data);
    }

    /// <summary>HMAC-SHA256 under another key that is derived from this one and used for nothing else.</summary>
    public byte[] Fingerprint(ReadOnlySpan<byte> data)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return HMACSHA256.HashData(fingerprintKey, data);
    }

    /// <summary>A key for signatures of the audit log that is derived from this one and used for nothing else.</summary>
    public ECDsa DeriveAuditKey()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var seed = HKDF.Expand(HashAlgorithmName.SHA256, material, AuditSeedSize, "zenml-dotnet 1 audit key"u8.ToArray());
        var number = (new BigInteger(seed, isUnsigned: true, isBigEndian: true) % (P256Order - 1)) + 1;
        var scalar = new byte[KeyRing.KeySize];
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(scalar, scalar.Length - bytes.Length);
        try
        {
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
            CryptographicOperations.ZeroMemory(scalar);
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Overwrites the key in memory.</summary>
    public void Dispose()
    {
        isDisposed = true;
        CryptographicOperations.ZeroMemory(material);
        CryptographicOperations.ZeroMemory(tagKey);
        CryptographicOperations.ZeroMemory(fingerprintKey);
        Close();
    }

    private AesGcm Take()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return idle.TryTake(out var cipher) ? cipher : SealedBytes.CreateCipher(material);
    }

    private void GiveBack(AesGcm cipher)
    {
        idle.Add(cipher);
        if (isDisposed)
        {
            Close();
        }
    }

    private void Close()
    {
        while (idle.TryTake(out var cipher))
        {
            cipher.Dispose();
        }
    }
}
