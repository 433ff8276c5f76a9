using System.Buffers.Binary;
using System.Security.Cryptography;
using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Backup;

/// <summary>Writes an archive.</summary>
internal static class ArchiveWriter
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Writes a whole archive.</summary>
    /// <param name="target">Where it goes; it stays open.</param>
    /// <param name="recipient">Who can open it.</param>
    /// <param name="manifest">What is in it.</param>
    /// <param name="files">The files of the parts, in the order of the manifest, with the sizes that it says.</param>
    /// <param name="report">Told how many bytes of parts are written; null for nobody.</param>
    /// <param name="cancellationToken">Cancels the writing. What was written cannot be opened then.</param>
    /// <returns>The key of the archive, to read it back; to be overwritten after use.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the recipient's key cannot be used.</exception>
    public static async Task<byte[]> WriteAsync(
        Stream target, BackupRecipient recipient, BackupManifest manifest, IReadOnlyList<string> files, Action<long>? report,
        CancellationToken cancellationToken)
    {
        var key = GC.AllocateArray<byte>(Sodium.KeySize, pinned: true);
        RandomNumberGenerator.Fill(key);
        var (sealedKey, streamHeader) = (new byte[Sodium.KeySize + Sodium.SealOverhead], new byte[Sodium.StreamHeaderSize]);
        if (!Sodium.Seal(sealedKey, key, recipient.PublicKey))
        {
            throw new ZenException(ErrorCode.InvalidArgument, "The recipient's key cannot be used. Make a new one.");
        }

        var state = Sodium.BeginWriting(streamHeader, key);
        var header = new ArchiveHeader(recipient, sealedKey, streamHeader).ToBytes();
        await target.WriteAsync(header, cancellationToken);
        using var writer = new SealedWriter(target, state, header);
        var text = manifest.ToBytes();
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        await writer.WriteAsync(length, cancellationToken);
        await writer.WriteAsync(text, cancellationToken);
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
        return key;
    }
}
