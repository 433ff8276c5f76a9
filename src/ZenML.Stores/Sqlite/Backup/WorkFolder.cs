using System.Text.RegularExpressions;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Stores.Sqlite.Backup;

/// <summary>
/// A private folder beside the store, for one backup or restore at a time. The next one deletes what a killed one left.
/// </summary>
internal sealed partial class WorkFolder : IDisposable
{
    private readonly FileStream held;

    private WorkFolder(FileStream held, string path) => (this.held, Path) = (held, path);

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Creates a folder.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/>: another backup or restore is running, or the place cannot be written.
    /// <see cref="ErrorCode.NotAllowed"/>: the store belongs to another user, who could not use what root leaves there.
    /// </exception>
    public static WorkFolder Create(StoreFiles files)
    {
        if (FileStatus.TryRead(files.Database) is { } status && FileExposure.IsForeign(status.Owner))
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The store '{files.Database}' belongs to another user (id {status.Owner}), who must be able to use the files of a backup "
                + $"or restore. Nothing was changed. Run the command as that user: sudo -u '#{status.Owner}' zenml ...");
        }

        try
        {
            var held = LockFile.Open(files.BackupLock);
            try
            {
                Sweep(files);
                var path = $"{files.Restore}-{Guid.NewGuid():N}";
                PrivateFiles.CreateFolder(path);
                return new WorkFolder(held, path);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (IOException exception) when (LockFile.IsHeldByOther(exception))
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"Another backup or restore of the store in '{files.Folder}' is running. Wait until it is done, and try again.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"A backup or restore needs a working folder in '{files.Folder}', which cannot be created: "
                + $"{Sentence.End(exception.Message)} Check its permissions and the free disk space.", exception);
        }
    }

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Deletes the folder, unless it was moved.</summary>
    public void Dispose()
    {
        TryDelete(Path);
        held.Dispose();
    }

    private static void Sweep(StoreFiles files)
    {
        var prefix = System.IO.Path.GetFileName(files.Restore);
        foreach (var folder in Directory.EnumerateDirectories(files.Folder, $"{prefix}-*"))
        {
            if (Digits().IsMatch(System.IO.Path.GetFileName(folder).AsSpan(prefix.Length))
                && FileStatus.TryRead(folder, followLink: false) is not { IsLink: true })
            {
                TryDelete(folder);
            }
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next backup or restore tries again.
        }
    }

    [GeneratedRegex(@"\A-[0-9a-f]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
