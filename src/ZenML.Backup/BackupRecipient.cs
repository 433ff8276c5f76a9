using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ZenML.Backup;

/// <summary>Whom an archive is for: the public key of a passphrase or of a <see cref="BackupKey"/>. Not secret.</summary>
/// <param name="PublicKey">The public key, X25519.</param>
/// <param name="Passphrase">How the passphrase becomes its key; null if it is the key of a file.</param>
internal sealed record BackupRecipient(byte[] PublicKey, PassphraseSalt? Passphrase)
{
    /// <summary>The size of <see cref="ToBytes"/>.</summary>
    public const int Size = 60;

    private const string Prefix = "zenml-recipient-";

    private const int ChecksumSize = 4;

    private const byte OfPassphrase = 1;

    private const byte OfKey = 2;

    /// <summary>Whether it is for a passphrase.</summary>
    public bool IsPassphrase => Passphrase is not null;

    /// <summary>Reads the text of a key's recipient.</summary>
    /// <param name="text">The text, as <see cref="ToString"/> returns it.</param>
    /// <param name="recipient">The recipient.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out BackupRecipient? recipient)
    {
        recipient = TryDecode(Prefix, text, out var key) ? new BackupRecipient(key, null) : null;
        return recipient is not null;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <returns>False if it is something else, or asks for more than <see cref="PassphraseCost.IsAcceptable"/>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out BackupRecipient? recipient)
    {
        recipient = null;
        if (bytes.Length != Size || bytes[1] != 0 || bytes[2] != 0 || bytes[3] != 0)
        {
            return false;
        }

        var (memory, passes) = (BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]));
        var salt = bytes[12..28];
        var key = bytes[28..].ToArray();
        switch (bytes[0])
        {
            case OfPassphrase when new PassphraseCost(memory, passes) is { IsAcceptable: true } cost:
                recipient = new BackupRecipient(key, new PassphraseSalt(cost, salt.ToArray()));
                return true;
            case OfKey when memory == 0 && passes == 0 && !salt.ContainsAnyExcept((byte)0):
                recipient = new BackupRecipient(key, null);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A fixed number of bytes, for headers and requests.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        bytes[0] = IsPassphrase ? OfPassphrase : OfKey;
        if (Passphrase is { } passphrase)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), passphrase.Cost.MemoryKibibytes);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), passphrase.Cost.Passes);
            passphrase.Salt.CopyTo(bytes, 12);
        }

        PublicKey.CopyTo(bytes, 28);
        return bytes;
    }

    /// <summary>The text for people: it can be published. A typo in it is found.</summary>
    public override string ToString() => Encode(Prefix, PublicKey);

    /// <summary>Encodes 32 bytes with a checksum.</summary>
    internal static string Encode(string prefix, ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[Sodium.KeySize + ChecksumSize];
        key.CopyTo(bytes);
        SHA256.HashData(key)[..ChecksumSize].CopyTo(bytes[Sodium.KeySize..]);
        var text = prefix + Base64Url.EncodeToString(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    /// <summary>Decodes what <see cref="Encode"/> wrote.</summary>
    internal static bool TryDecode(string prefix, string text, [NotNullWhen(true)] out byte[]? key)
    {
        Span<byte> bytes = stackalloc byte[Sodium.KeySize + ChecksumSize];
        var isValid = text.StartsWith(prefix, StringComparison.Ordinal)
            && Base64Url.IsValid(text.AsSpan(prefix.Length), out var length) && length == bytes.Length
            && Base64Url.TryDecodeFromChars(text.AsSpan(prefix.Length), bytes, out var written) && written == bytes.Length
            && SHA256.HashData(bytes[..Sodium.KeySize]).AsSpan(0, ChecksumSize).SequenceEqual(bytes[Sodium.KeySize..]);
        key = isValid ? bytes[..Sodium.KeySize].ToArray() : null;
        CryptographicOperations.ZeroMemory(bytes);
        return isValid;
    }
}
