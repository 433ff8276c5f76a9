using System.Buffers.Binary;
using System.Security.Cryptography;
using ZenML.Core.Errors;

namespace ZenML.Backup;

/// <summary>Reads an archive. Whatever it returns was authenticated; only the end says that it was complete.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly SealedReader reader;

    private ArchiveReader(SealedReader reader, BackupManifest manifest)
    {
        this.reader = reader;
        Manifest = manifest;
    }

    /// <summary>What is in it.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Reads the header, which says who can open the archive.</summary>
    /// <exception cref="ZenException">It is no archive, or a damaged one.</exception>
    public static async Task<ArchiveHeader> ReadHeaderAsync(Stream source, CancellationToken cancellationToken)
    {
        var bytes = new byte[ArchiveHeader.Size];
        var count = await source.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return ArchiveHeader.Read(bytes.AsSpan(0, count));
    }

    /// <summary>Opens an archive behind its header.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.WrongEncryptionKey"/>: the key is another one. <see cref="ErrorCode.StoreDamaged"/>.
    /// </exception>
    public static Task<ArchiveReader> OpenAsync(Stream source, ArchiveHeader header, BackupKey key, CancellationToken cancellationToken)
    {
        if (!key.Recipient.PublicKey.AsSpan().SequenceEqual(header.Recipient.PublicKey))
        {
            throw header.Recipient.IsPassphrase ? ArchiveErrors.WrongPassphrase() : ArchiveErrors.WrongKey(header.Recipient);
        }

        return OpenAsync(source, header, key.TryOpen(header.SealedKey) ?? throw ArchiveErrors.Damaged(), cancellationToken);
    }

    /// <summary>Opens an archive that this process wrote.</summary>
    /// <param name="source">The archive behind its header; it stays open.</param>
    /// <param name="header">The header.</param>
    /// <param name="key">The key of the stream; overwritten here.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<ArchiveReader> OpenAsync(
        Stream source, ArchiveHeader header, byte[] key, CancellationToken cancellationToken)
    {
        var state = Sodium.BeginReading(header.StreamHeader, key);
        CryptographicOperations.ZeroMemory(key);
        var reader = new SealedReader(source, state, header.ToBytes());
        try
        {
            var length = new byte[sizeof(int)];
            await reader.ReadExactlyAsync(length, cancellationToken);
            var size = BinaryPrimitives.ReadInt32LittleEndian(length);
            var text = size is > 0 and <= BackupManifest.LongestText ? new byte[size] : throw ArchiveErrors.Newer();
            await reader.ReadExactlyAsync(text, cancellationToken);
            return new ArchiveReader(reader, BackupManifest.Read(text));
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Reads all parts to the end of the archive.</summary>
    /// <param name="open">Opens what a part is written to; it is closed here. Null to read it only.</param>
    /// <param name="report">Told how many bytes of parts are read; null for nobody.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>: do not use what was written.</exception>
    public async Task ReadPartsAsync(Func<BackupPart, Stream?> open, Action<long>? report, CancellationToken cancellationToken)
    {
        var buffer = GC.AllocateArray<byte>(BufferSize, pinned: true);
        var read = 0L;
        foreach (var part in Manifest.Parts)
        {
            await using var target = open(part);
            for (var left = part.Size; left > 0;)
            {
                var count = await reader.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
                if (count == 0)
                {
                    throw ArchiveErrors.Damaged();
                }

                if (target is not null)
                {
                    await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }

                (left, read) = (left - count, read + count);
                report?.Invoke(read);
            }

            if (target is FileStream file)
            {
                file.Flush(flushToDisk: true);
            }
        }

        if (await reader.ReadAsync(buffer, cancellationToken) > 0)
        {
            throw ArchiveErrors.Damaged();
        }

        CryptographicOperations.ZeroMemory(buffer);
    }

    /// <summary>Overwrites the keys in memory.</summary>
    public void Dispose() => reader.Dispose();
}
