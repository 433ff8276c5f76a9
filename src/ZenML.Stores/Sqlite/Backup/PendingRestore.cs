using System.Globalization;
using System.Text.RegularExpressions;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Stores.Sqlite.Backup;

/// <summary>
/// A restore that is decided: its folder has the name <see cref="StoreFiles.Restore"/>. What is left to do are renames, each of which can
/// be repeated, so whoever opens the store after a crash does the rest. Nothing in the folder is believed before it is checked: where
/// others can write, they could plant one to have files moved through links.
/// </summary>
internal static partial class PendingRestore
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

        EnsureOwn(files);
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
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: no restore of this user made it; nothing was moved. <see cref="ErrorCode.StoreUnavailable"/>:
    /// the folder cannot be written.
    /// </exception>
    public static void Finish(StoreFiles files, ExclusiveDatabase exclusive)
    {
        EnsureOwn(files);
        EnsureNoLinks(files);
        if (OperatingSystem.IsWindows())
        {
            // An open file cannot be renamed there.
            exclusive.Dispose();
        }

        try
        {
            MoveOld(files, ReadPlan(files));
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

    /// <summary>The name of a folder for the old store. A plan names none but such a one.</summary>
    public static string AsideName(StoreFiles files, DateTimeOffset now) =>
        $"{AsidePrefix(files)}{now.UtcDateTime.ToString("yyyy-MM-dd'T'HH_mm_ss'Z'", CultureInfo.InvariantCulture)}";

    /// <summary>Makes sure that nobody else can decide what is in the store's folder. Root is not excepted.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: it belongs to another user.</exception>
    public static void EnsureOwnFolder(StoreFiles files)
    {
        if (PrivateFolder.FindForeignOwner(files.Folder) is { } owner)
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The folder '{files.Folder}' belongs to another user (id {owner}), who can replace the files of a restore. Nothing was "
                + $"changed. Run the command as that user: sudo -u '#{owner}' zenml ...");
        }
    }

    private static string AsidePrefix(StoreFiles files) =>
        $"{Path.GetFileName(files.Restore).Replace("restore", "before-restore", StringComparison.Ordinal)}-";

    /// <remarks>The folder can be gone meanwhile, if another process finished the restore.</remarks>
    private static void EnsureOwn(StoreFiles files)
    {
        EnsureOwnFolder(files);
        if (!IsOwnFolder(files.Restore))
        {
            throw Planted(files, "it is a link or belongs to another user");
        }
    }

    /// <remarks>Where owners are not known, and of what is missing, it is only known that it is no file and no link.</remarks>
    private static bool IsOwnFolder(string path) => FileStatus.TryRead(path, followLink: false) is { } status
        ? status.IsFolder && FileExposure.IsOwn(status.Owner)
        : !File.Exists(path) && new DirectoryInfo(path).LinkTarget is null;

    private static void EnsureNoLinks(StoreFiles files)
    {
        string[] names = [Plan, OldInPlace, .. files.Content.Select(file => Path.GetFileName(file))];
        foreach (var path in names.Select(name => Path.Combine(files.Restore, name)))
        {
            var isRegular = FileStatus.TryRead(path, followLink: false) is { } status
                ? status.IsRegular
                : !Directory.Exists(path) && new FileInfo(path).LinkTarget is null;
            if (!isRegular)
            {
                throw Planted(files, MessageText.Of($"'{Path.GetFileName(path)}' in it is a link or no regular file"));
            }
        }
    }

    /// <returns>The folder for the old store; null if there was none, or if it is out of the way.</returns>
    private static string? ReadPlan(StoreFiles files)
    {
        if (!File.Exists(Path.Combine(files.Restore, OldInPlace))
            || File.ReadAllText(Path.Combine(files.Restore, Plan)) is not { Length: > 0 } name)
        {
            return null;
        }

        var prefix = AsidePrefix(files);
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || !Times().IsMatch(name.AsSpan(prefix.Length)))
        {
            throw Planted(files, MessageText.Of($"'{Plan}' in it does not name a folder for the old store"));
        }

        var aside = Path.Combine(files.Folder, name);
        return IsOwnFolder(aside)
            ? aside
            : throw Planted(files, MessageText.Of($"'{aside}' is a link or belongs to another user"));
    }

    private static ZenException Planted(StoreFiles files, string reason) => new(ErrorCode.NotAllowed,
        $"'{files.Restore}' is not from a restore of yours: {reason:raw}. Nothing was changed. Look at what is in it, and move it away.");

    private static void MoveOld(StoreFiles files, string? aside)
    {
        var mark = Path.Combine(files.Restore, OldInPlace);
        if (!File.Exists(mark))
        {
            return;
        }

        if (aside is not null)
        {
            PrivateFiles.CreateFolder(aside);
            foreach (var file in files.Content.Append(files.ServerPassword).Where(File.Exists))
            {
                File.Move(file, Path.Combine(aside, Path.GetFileName(file)), overwrite: true);
            }

            PrivateFiles.FlushFolder(aside);
            PrivateFiles.FlushFolder(files.Folder);
        }

        File.Delete(mark);
        PrivateFiles.FlushFolder(files.Restore);
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d_\d\d_\d\dZ(-\d{1,9})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Times();
}
