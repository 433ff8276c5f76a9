using System.Runtime.InteropServices;
using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Cli.Input.Editing;

/// <summary>
/// A private folder for a text with values, while an editor has it open: in memory where there is such a folder, else among the temporary
/// files. It is deleted when it is disposed of, and on signals that end the process. A killed process cannot delete its folder, but no
/// longer locks it: see <see cref="SweepUsual"/>.
/// </summary>
internal sealed class EditingFolder : IDisposable
{
    private const string Prefix = "zenml-edit-";
    private const string LockName = "lock";
    private const string DraftName = "lock.draft";
    private const int MostAttempts = 10;

    /// <summary>A folder without a lock file has just been created, unless it is older than this.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);

    private readonly string path;
    private readonly FileStream held;
    private readonly PosixSignalRegistration[] signals;

    private EditingFolder(string path, FileStream held)
    {
        this.path = path;
        this.held = held;

        // The signals still end the process afterwards.
        signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Delete(path)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Delete(path)),
        ];
    }

    /// <summary>Creates a folder that only this user can open.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: there is no place for it.</exception>
    public static EditingFolder Create(CliEnvironment environment)
    {
        var roots = Roots(environment).ToArray();
        Array.ForEach(roots, SweepIn);
        foreach (var root in roots)
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                if (TryCreate(Path.Combine(root, $"{Prefix}{Guid.NewGuid():N}")) is { } created)
                {
                    return created;
                }
            }
        }

        throw new ZenException(
            ErrorCode.InvalidArgument,
            "Cannot create a private folder for the editor. Check that you can write to the folder for temporary files.");
    }

    /// <summary>
    /// Deletes the folders of processes that were killed, where such folders usually are. Every command does this, so it does not look
    /// through all temporary files too; <see cref="Create"/> does. Never fails.
    /// </summary>
    public static void SweepUsual(CliEnvironment environment) => SweepIn(Roots(environment).First());

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => Path.Combine(path, name);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var signal in signals)
        {
            signal.Dispose();
        }

        if (OperatingSystem.IsWindows())
        {
            held.Dispose();
        }

        // Elsewhere it is deleted while it is locked, so that no other process finds it without a lock.
        Delete(path);
        held.Dispose();
    }

    private static IEnumerable<string> Roots(CliEnvironment environment)
    {
        if (Directory.Exists(environment.MemoryFolder))
        {
            yield return environment.MemoryFolder;
        }

        yield return Path.GetTempPath();
    }

    private static void SweepIn(string root)
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(root, $"{Prefix}*"))
            {
                Sweep(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next command tries again.
        }
    }

    private static EditingFolder? TryCreate(string path)
    {
        try
        {
            PrivateFiles.CreateFolder(path);
            var draft = Path.Combine(path, DraftName);
            var held = LockFile.Open(draft);

            // It gets its name only now, so that nobody finds it before it is locked, and deletes the folder.
            File.Move(draft, Path.Combine(path, LockName));
            return new EditingFolder(path, held);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process looks into it just now, or this place cannot be written.
            return null;
        }
    }

    private static void Sweep(string folder)
    {
        try
        {
            // Another user could replace what is in it while it is deleted.
            if (new DirectoryInfo(folder).LinkTarget is not null || PrivateFolder.FindForeignOwner(folder) is not null)
            {
                return;
            }

            var lockPath = Path.Combine(folder, LockName);
            if (!File.Exists(lockPath))
            {
                if (TimeProvider.System.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(folder) > LongestStart)
                {
                    Delete(folder);
                }

                return;
            }

            using var unlocked = LockFile.Open(lockPath);
            if (!HasLocks(lockPath))
            {
                // Then its process could still run.
                return;
            }

            if (OperatingSystem.IsWindows())
            {
                unlocked.Dispose();
            }

            Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in use.
        }
    }

    /// <summary>Whether a file that this process has locked is locked for others.</summary>
    private static bool HasLocks(string lockPath)
    {
        try
        {
            LockFile.Open(lockPath).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next command tries again.
        }
    }
}
