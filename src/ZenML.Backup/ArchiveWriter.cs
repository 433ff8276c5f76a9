using ZenML.Core.Errors;

namespace ZenML.Backup;

/// <summary>Writes an archive.</summary>
internal static class ArchiveWriter
{
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
        using var archive = new SealedArchive(recipient, manifest, files);
        await archive.WriteAsync(target, report, cancellationToken);
        return archive.CopyKey();
    }
}
