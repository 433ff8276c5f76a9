using ZenML.Platform.Files;

namespace ZenML.Client.Settings;

/// <summary>
/// A small JSON file of this user: read whole and replaced whole, so that no reader sees half of it. It can be a link to another file of
/// the user. It can also be a mount of its own, as in containers; then it is written in place.
/// </summary>
/// <param name="path">The full path.</param>
internal sealed class OwnFile(string path)
{
    /// <summary>Ends the name of the file with the new content while a file is written in place. It is complete and newer.</summary>
    private const string PendingEnd = ".pending";

    private const int MostLinks = 40;
    private const int MostReads = 100;
    private const byte Blank = (byte)' ';

    /// <summary>EBUSY, the error for a file that is a mount of its own and cannot be replaced.</summary>
    private const int Busy = 16;

    /// <summary>EROFS, the error for a file system that is mounted read-only.</summary>
    private const int ReadOnly = 30;

    /// <summary>The path that was passed in.</summary>
    public string Path => path;

    /// <summary>Whether the file, or a link to it, exists.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Reads the file.</summary>
    /// <returns>Its content; null if there is none.</returns>
    /// <exception cref="IOException">It cannot be read, or there are too many links.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied, or a link belongs to another user.</exception>
    public byte[]? Read()
    {
        if (!Exists)
        {
            return null;
        }

        var file = new FileInfo(FindTarget());
        if (!file.Exists)
        {
            // A link to a file that does not exist.
            return null;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (HasPending(file.FullName))
                {
                    return PrivateFiles.Read(file.FullName + PendingEnd);
                }

                file.Refresh();
                var (written, length) = (file.LastWriteTimeUtc, file.Length);
                var content = PrivateFiles.Read(file.FullName);
                file.Refresh();
                if (file.LastWriteTimeUtc == written && file.Length == length && content.Length == length)
                {
                    return content;
                }
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                if (!File.Exists(file.FullName))
                {
                    return null;
                }
            }

            if (attempt == MostReads)
            {
                throw new IOException("Another process keeps changing it.");
            }
        }
    }

    /// <summary>
    /// Replaces the content, and creates the file and its folder if they do not exist. Only this user can read a file that is created or
    /// replaced.
    /// </summary>
    /// <param name="content">JSON.</param>
    /// <exception cref="IOException">It cannot be written; the content is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// Access is denied, or a link or the file belongs to another user; the content is unchanged.
    /// </exception>
    public void Replace(ReadOnlySpan<byte> content)
    {
        var target = FindTarget();
        if (FileExposure.Of(target).ForeignOwner is { } owner)
        {
            throw new UnauthorizedAccessException($"The file belongs to another user (id {owner}).");
        }

        try
        {
            PrivateFiles.Replace(target, content);
        }
        catch (IOException exception) when (exception.HResult == Busy && File.Exists(target))
        {
            PrivateFiles.Replace(target + PendingEnd, content);
            Overwrite(target, content);
        }
        catch (Exception exception) when (
            (exception is UnauthorizedAccessException || exception.HResult == ReadOnly) && File.Exists(target))
        {
            // The file is writable, but the folder that it is mounted in is not.
            Overwrite(target, content);
        }

        if (HasPending(target))
        {
            File.Delete(target + PendingEnd);
        }
    }

    /// <remarks>In a folder to which anyone can add files, it could belong to another user.</remarks>
    private static bool HasPending(string target)
    {
        var pending = target + PendingEnd;
        return File.Exists(pending) && FileKind.IsRegular(pending)
            && (FileStatus.TryRead(pending, followLink: false) is not { } status || !FileExposure.IsForeign(status.Owner));
    }

    /// <remarks>JSON ignores blanks at the end: whenever the process is killed, the file has the old content or the new one.</remarks>
    private static void Overwrite(string target, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var padded = new byte[Math.Max(content.Length, stream.Length)];
        content.CopyTo(padded);
        padded.AsSpan(content.Length).Fill(Blank);
        stream.Write(padded);
        stream.Flush(flushToDisk: true);
        stream.SetLength(content.Length);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Follows the path to its file. Only links of this user or of root are followed, because the owner of a link chooses the file.
    /// </summary>
    private string FindTarget()
    {
        var target = path;
        for (var links = 0; new FileInfo(target).LinkTarget is { } next; links++)
        {
            if (links == MostLinks)
            {
                throw new IOException("There are too many links to it.");
            }

            if (FileStatus.TryRead(target, followLink: false) is { } link && FileExposure.IsForeign(link.Owner))
            {
                throw new UnauthorizedAccessException($"'{target}' is a link of another user (id {link.Owner}).");
            }

            target = System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(target)!, next));
        }

        return target;
    }
}
