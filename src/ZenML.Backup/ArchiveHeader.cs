using System.Security.Cryptography;

namespace ZenML.Backup;

/// <summary>The first bytes of an archive, in the clear. The stream behind it authenticates all of them.</summary>
/// <param name="Recipient">Whom it is for.</param>
/// <param name="SealedKey">The key of the stream, sealed for the recipient.</param>
/// <param name="StreamHeader">The header of the stream.</param>
internal sealed record ArchiveHeader(BackupRecipient Recipient, byte[] SealedKey, byte[] StreamHeader)
{
    /// <summary>The size, in bytes.</summary>
    public const int Size = ChecksumAt + ChecksumSize;

    private const byte Format = 1;

    private const int FormatAt = 8;

    private const int RecipientAt = 8;

    private const int KeyAt = RecipientAt + BackupRecipient.Size;

    private const int StreamAt = KeyAt + Sodium.KeySize + Sodium.SealOverhead;

    private const int ChecksumAt = StreamAt + Sodium.StreamHeaderSize;

    private const int ChecksumSize = 32;

    private static ReadOnlySpan<byte> Magic => "ZENMLBAK"u8;

    /// <summary>Reads a header. Nothing in it has been authenticated yet.</summary>
    /// <param name="bytes">The first bytes of the file, at most <see cref="Size"/>.</param>
    /// <exception cref="Core.Errors.ZenException">It is none, of a newer version, damaged, or asks for too much.</exception>
    public static ArchiveHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Magic.Length || !bytes[..Magic.Length].SequenceEqual(Magic))
        {
            throw ArchiveErrors.NotAnArchive();
        }

        if (bytes.Length > FormatAt && bytes[FormatAt] != Format)
        {
            throw ArchiveErrors.Newer();
        }

        if (bytes.Length < Size)
        {
            throw ArchiveErrors.Incomplete();
        }

        if (!SHA256.HashData(bytes[..ChecksumAt]).AsSpan().SequenceEqual(bytes[ChecksumAt..Size]))
        {
            throw ArchiveErrors.Damaged();
        }

        // The format has the place of the recipient's kind, whose own place is the next one.
        Span<byte> recipient = stackalloc byte[BackupRecipient.Size];
        bytes[RecipientAt..KeyAt].CopyTo(recipient);
        (recipient[0], recipient[1]) = (recipient[1], 0);
        return BackupRecipient.TryRead(recipient, out var read)
            ? new ArchiveHeader(read, bytes[KeyAt..StreamAt].ToArray(), bytes[StreamAt..ChecksumAt].ToArray())
            : throw ArchiveErrors.AsksTooMuch();
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        Recipient.ToBytes().CopyTo(bytes, RecipientAt);
        (bytes[FormatAt], bytes[FormatAt + 1]) = (Format, bytes[RecipientAt]);
        SealedKey.CopyTo(bytes, KeyAt);
        StreamHeader.CopyTo(bytes, StreamAt);
        SHA256.HashData(bytes.AsSpan(0, ChecksumAt)).CopyTo(bytes, ChecksumAt);
        return bytes;
    }
}
