using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ZenML.Stores.Encryption;

/// <summary>AES-256-GCM with its nonce and tag in one run of bytes: layout (1), nonce (12), ciphertext, tag (16).</summary>
internal static class SealedBytes
{
    private const byte Layout = 1;

    private const int NonceSize = 12;

    private const int TagSize = 16;

    private const int Overhead = 1 + NonceSize + TagSize;

    /// <summary>A cipher of a key.</summary>
    public static AesGcm CreateCipher(ReadOnlySpan<byte> key) => new(key, TagSize);

    /// <summary>Seals with a key that is used this once.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associatedData)
    {
        using var cipher = CreateCipher(key);
        return Seal(cipher, plain, associatedData);
    }

    /// <summary>Seals under a fresh nonce.</summary>
    public static byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associatedData)
    {
        var bytes = new byte[plain.Length + Overhead];
        bytes[0] = Layout;
        var nonce = bytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, plain, bytes.AsSpan(1 + NonceSize, plain.Length), bytes.AsSpan(bytes.Length - TagSize), associatedData);
        return bytes;
    }

    /// <summary>Opens with a key that is used this once.</summary>
    public static bool TryOpen(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> bytes,
        ReadOnlySpan<byte> associatedData,
        [NotNullWhen(true)] out byte[]? plain)
    {
        using var cipher = CreateCipher(key);
        return TryOpen(cipher, bytes, associatedData, out plain);
    }

    /// <returns>Whether the bytes were sealed with this key and associated data, and are whole.</returns>
    public static bool TryOpen(
        AesGcm cipher,
        ReadOnlySpan<byte> bytes,
        ReadOnlySpan<byte> associatedData,
        [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        if (bytes.Length < Overhead || bytes[0] != Layout)
        {
            return false;
        }

        var opened = new byte[bytes.Length - Overhead];
        try
        {
            cipher.Decrypt(bytes.Slice(1, NonceSize), bytes.Slice(1 + NonceSize, opened.Length), bytes[^TagSize..], opened, associatedData);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        plain = opened;
        return true;
    }
}
