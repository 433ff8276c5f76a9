using System.Diagnostics.CodeAnalysis;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Local;

/// <summary>
/// Files in the store's folder that say which runs are in progress. Each is locked by the process that runs the pipeline. The system
/// releases the lock when the process ends, in whatever way: a file that is not locked belongs to a run that was lost.
/// </summary>
internal sealed class RunLeases(string folder)
{
    private const string Ending = ".run";

    private const string DraftEnding = ".draft";

    /// <summary>Acquires the lease of a run, until it is released or the process ends.</summary>
    /// <returns>The lease; null if files cannot be created or locked here, so that a lost run cannot be detected.</returns>
    public FileStream? Acquire(PipelineRun run)
    {
        var path = PathOf(run.Workspace.Id, run.Id);
        var draft = path + DraftEnding;
        try
        {
            CreateFolder();
            var lease = new FileStream(draft, Locked(FileMode.CreateNew));
            if (TryLock(draft, out var second))
            {
                // Locks have no effect here, so this run could not be told from a lost one.
                second.Dispose();
                lease.Dispose();
                File.Delete(draft);
                return null;
            }

            // It gets its name only now, so that nobody finds it before it is locked.
            File.Move(draft, path, overwrite: true);
            return lease;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Releases a lease.</summary>
    public void Release(FileStream lease, PipelineRun run)
    {
        // Deleted while it is locked, so that the run does not count as lost.
        Delete(PathOf(run.Workspace.Id, run.Id));
        lease.Dispose();
    }

    /// <summary>Returns the runs whose process has ended.</summary>
    public IEnumerable<(Id<Workspace> Workspace, Id<PipelineRun> Run)> FindLost()
    {
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"*{Ending}") : [])
        {
            if (Path.GetFileNameWithoutExtension(path).Split('_') is [var workspace, var run]
                && Guid.TryParseExact(workspace, "N", out var workspaceId)
                && Guid.TryParseExact(run, "N", out var runId)
                && TryLock(path, out var unlocked))
            {
                unlocked.Dispose();
                yield return (new(workspaceId), new(runId));
            }
        }
    }

    /// <summary>Forgets a lost run.</summary>
    public void Forget(Id<Workspace> workspace, Id<PipelineRun> run) => Delete(PathOf(workspace, run));

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string PathOf(Id<Workspace> workspace, Id<PipelineRun> run) =>
        Path.Combine(folder, $"{workspace.Value:N}_{run.Value:N}{Ending}");

    private static FileStreamOptions Locked(FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
        };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static bool TryLock(string path, [NotNullWhen(true)] out FileStream? stream)
    {
        try
        {
            stream = new FileStream(path, Locked(FileMode.Open));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            stream = null;
            return false;
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next look-up tries again.
        }
    }
}
