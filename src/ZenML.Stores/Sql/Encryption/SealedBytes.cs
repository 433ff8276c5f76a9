using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ZenML.Stores.Sql.Encryption;

/// <summary>AES-256-GCM with its nonce and tag in one run of bytes: layout (1), nonce (12), ciphertext, tag (16).</summary>
internal static class SealedBytes
{
    private const byte Layout = 1;

    private const int NonceSize = 12;

    private const int TagSize = 16;

    private const int Overhead = 1 + NonceSize + TagSize;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associatedData)
    {
        var bytes = new byte[plain.Length + Overhead];
        bytes[0] = Layout;
        var nonce = bytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, bytes.AsSpan(1 + NonceSize, plain.Length), bytes.AsSpan(bytes.Length - TagSize), associatedData);
        return bytes;
    }

    /// <returns>Whether the bytes were sealed with this key and associated data, and are whole.</returns>
    public static bool TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> associatedData, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        if (bytes.Length < Overhead || bytes[0] != Layout)
        {
            return false;
        }

        var opened = new byte[bytes.Length - Overhead];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(bytes.Slice(1, NonceSize), bytes.Slice(1 + NonceSize, opened.Length), bytes[^TagSize..], opened, associatedData);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        plain = opened;
        return true;
    }
}
