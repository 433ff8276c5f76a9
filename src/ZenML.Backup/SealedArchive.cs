using System.Buffers.Binary;
using System.Security.Cryptography;
using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Backup;

/// <summary>
/// An archive with its keys, ready to be written. It has the same bytes however often it is written, so its hash and size can be announced
/// before it is sent.
/// </summary>
internal sealed class SealedArchive : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly byte[] key = GC.AllocateArray<byte>(Sodium.KeySize, pinned: true);

    private readonly byte[] state;

    private readonly byte[] header;

    private readonly byte[] manifestText;

    private readonly BackupManifest manifest;

    private readonly IReadOnlyList<string> files;

    /// <summary>Makes the keys.</summary>
    /// <param name="recipient">Who can open it.</param>
    /// <param name="manifest">What is in it.</param>
    /// <param name="files">The files of the parts, in the order of the manifest, with the sizes that it says. Nothing changes them.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the recipient's key cannot be used.</exception>
    public SealedArchive(BackupRecipient recipient, BackupManifest manifest, IReadOnlyList<string> files)
    {
        (this.manifest, this.files, manifestText) = (manifest, files, manifest.ToBytes());
        RandomNumberGenerator.Fill(key);
        var (sealedKey, streamHeader) = (new byte[Sodium.KeySize + Sodium.SealOverhead], new byte[Sodium.StreamHeaderSize]);
        if (!Sodium.Seal(sealedKey, key, recipient.PublicKey))
        {
            throw new ZenException(ErrorCode.InvalidArgument, "The recipient's key cannot be used. Make a new one.");
        }

        state = Sodium.BeginWriting(streamHeader, key);
        header = new ArchiveHeader(recipient, sealedKey, streamHeader).ToBytes();
    }

    /// <summary>The size of the whole archive, in bytes.</summary>
    public long Size
    {
        get
        {
            var content = sizeof(int) + manifestText.Length + manifest.TotalSize();
            var chunks = (content + SealedWriter.ChunkSize - 1) / SealedWriter.ChunkSize;
            return header.Length + content + chunks * Sodium.StreamOverhead;
        }
    }

    /// <summary>A copy of the key of the stream, to read the archive back; to be overwritten after use.</summary>
    public byte[] CopyKey()
    {
        var copy = GC.AllocateArray<byte>(key.Length, pinned: true);
        key.CopyTo(copy, 0);
        return copy;
    }

    /// <summary>The SHA-256 of the whole archive.</summary>
    public async Task<byte[]> HashAsync(CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using (var target = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            await WriteAsync(target, report: null, cancellationToken);
        }

        return hash.Hash!;
    }

    /// <summary>Writes the whole archive.</summary>
    /// <param name="target">Where it goes; it stays open.</param>
    /// <param name="report">Told how many bytes of parts are written; null for nobody.</param>
    /// <param name="cancellationToken">Cancels the writing. What was written cannot be opened then.</param>
    public async Task WriteAsync(Stream target, Action<long>? report, CancellationToken cancellationToken)
    {
        await target.WriteAsync(header, cancellationToken);
        using var writer = new SealedWriter(target, CopyState(), header);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, manifestText.Length);
        await writer.WriteAsync(length, cancellationToken);
        await writer.WriteAsync(manifestText, cancellationToken);
        var written = 0L;
        var buffer = GC.AllocateArray<byte>(BufferSize, pinned: true);
        foreach (var (part, file) in manifest.Parts.Zip(files))
        {
            await using var source = PrivateFiles.OpenToRead(file);
            for (var left = part.Size; left > 0;)
            {
                var count = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
                if (count == 0)
                {
                    throw new IOException($"'{file}' became shorter while it was read.");
                }

                await writer.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                (left, written) = (left - count, written + count);
                report?.Invoke(written);
            }
        }

        CryptographicOperations.ZeroMemory(buffer);
        await writer.CompleteAsync(cancellationToken);
    }

    /// <summary>Overwrites the keys in memory.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(state);
    }

    /// <remarks>Each stream advances its state and overwrites it at the end.</remarks>
    private byte[] CopyState()
    {
        var copy = GC.AllocateArray<byte>(state.Length, pinned: true);
        state.CopyTo(copy, 0);
        return copy;
    }
}
