using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Stores.Sqlite.Backup;

/// <summary>
/// A restore that is decided: its folder has the name <see cref="StoreFiles.Restore"/>. What is left to do are renames, each of which can
/// be repeated, so whoever opens the store after a crash does the rest.
/// </summary>
internal static class PendingRestore
{
    /// <summary>The file with the name of the folder for the old store; empty if there was none.</summary>
    public const string Plan = "plan";

    /// <summary>The file that exists until the old store is out of the way.</summary>
    public const string OldInPlace = "old-in-place";

    /// <summary>Whether there is one.</summary>
    public static bool Exists(StoreFiles files) => Directory.Exists(files.Restore);

    /// <summary>Finishes it if there is one.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: the folder cannot be written.</exception>
    public static async ValueTask FinishAsync(StoreFiles files, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Exists(files))
        {
            return;
        }

        using var held = await StoreLock.TakeAsync(files.Lock, () => !Exists(files), clock, cancellationToken);
        if (held is not null)
        {
            FinishLocked(files);
            StoreLock.Mark(held);
        }
    }

    /// <summary>Finishes it if there is one. The caller holds the store's lock, and no connection to the database.</summary>
    public static void FinishLocked(StoreFiles files)
    {
        if (Exists(files))
        {
            using var exclusive = ExclusiveDatabase.Lock(files);
            Finish(files, exclusive);
        }
    }

    /// <summary>Finishes it. The caller holds the store's lock and keeps others away from the database.</summary>
    public static void Finish(StoreFiles files, ExclusiveDatabase exclusive)
    {
        if (OperatingSystem.IsWindows())
        {
            // An open file cannot be renamed there.
            exclusive.Dispose();
        }

        try
        {
            MoveOld(files);
            foreach (var file in files.Content.Where(file => File.Exists(Staged(files, file))))
            {
                File.Move(Staged(files, file), file, overwrite: true);
            }

            PrivateFiles.FlushFolder(files.Folder);
            var done = $"{files.Restore}-{Guid.NewGuid():N}";
            Directory.Move(files.Restore, done);
            Directory.Delete(done, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"A restore of the store in '{files.Folder}' was interrupted and cannot be finished: {Sentence.End(exception.Message)} "
                + $"Nothing is lost: the old store and the new one are in that folder. Make it writable and try again.", exception);
        }
    }

    /// <summary>Where a file of the new store is before it is in place.</summary>
    public static string Staged(StoreFiles files, string file) => Path.Combine(files.Restore, Path.GetFileName(file));

    private static void MoveOld(StoreFiles files)
    {
        var mark = Path.Combine(files.Restore, OldInPlace);
        if (!File.Exists(mark))
        {
            return;
        }

        var name = Path.GetFileName(File.ReadAllText(Path.Combine(files.Restore, Plan)));
        if (name.Length > 0)
        {
            var aside = Path.Combine(files.Folder, name);
            PrivateFiles.CreateFolder(aside);
            foreach (var file in files.Content.Where(File.Exists))
            {
                File.Move(file, Path.Combine(aside, Path.GetFileName(file)), overwrite: true);
            }

            PrivateFiles.FlushFolder(aside);
            PrivateFiles.FlushFolder(files.Folder);
        }

        File.Delete(mark);
        PrivateFiles.FlushFolder(files.Restore);
    }
}
