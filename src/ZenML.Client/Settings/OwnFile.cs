using ZenML.Platform.Files;

namespace ZenML.Client.Settings;

/// <summary>
/// A small JSON file of this user: read whole and replaced whole, so that no reader sees half of it. It can be a link
/// to another file of the user, and it can be mounted by
/// itself, as containers do; then it is written in place.
/// </summary>
/// <param name="path">The full path.</param>
internal sealed class OwnFile(string path)
{
    /// <summary>Holds the new content while the file is written in place. What is there is complete and newer than the file.</summary>
    private const string PendingEnd = ".pending";

    private const int MostLinks = 40;
    private const int MostReads = 100;
    private const byte Blank = (byte)' ';

    /// <summary>What the system says where a file is mounted by itself and cannot be replaced: EBUSY.</summary>
    private const int Busy = 16;

    /// <summary>What the system says of a file system that is mounted read-only: EROFS.</summary>
    private const int ReadOnly = 30;

    /// <summary>The path, as it was given.</summary>
    public string Path => path;

    /// <summary>Whether there is such a file, or a link to one.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Reads the file.</summary>
    /// <returns>Its content; null if there is none.</returns>
    /// <exception cref="IOException">It cannot be read, or there are too many links.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or a link is not this user's.</exception>
    public byte[]? Read()
    {
        if (!Exists)
        {
            return null;
        }

        var file = new FileInfo(FindTarget());
        if (!file.Exists)
        {
            // The link is there, and nothing at its end.
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
                throw new IOException("Another process changes it all the time.");
            }
        }
    }

    /// <summary>
    /// Replaces the content, and creates the file and its folder if they are missing. Only this user can read a file
    /// that is created or replaced.
    /// </summary>
    /// <param name="content">JSON.</param>
    /// <exception cref="IOException">It cannot be written; the content is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// It may not be written, or a link or the file is not this user's; the content is as it was.
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
            // The file may be written, but not the folder that it is mounted in.
            Overwrite(target, content);
        }

        if (HasPending(target))
        {
            File.Delete(target + PendingEnd);
        }
    }

    /// <remarks>In a folder that everybody may add files to, it could be somebody else's.</remarks>
    private static bool HasPending(string target)
    {
        var pending = target + PendingEnd;
        return File.Exists(pending) && FileKind.IsRegular(pending)
            && (FileStatus.TryRead(pending, followLink: false) is not { } status || !FileExposure.IsForeign(status.Owner));
    }

    /// <remarks>Blanks at the end mean nothing in JSON: whenever the process ends, the file has the old content or the new one.</remarks>
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

    /// <summary>The file that the path leads to, through links of this user or of root alone: who owns a link chooses the file.</summary>
    private string FindTarget()
    {
        var target = path;
        for (var links = 0; new FileInfo(target).LinkTarget is { } next; links++)
        {
            if (links == MostLinks)
            {
                throw new IOException("Too many links lead to it.");
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
