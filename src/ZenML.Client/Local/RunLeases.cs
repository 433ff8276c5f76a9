using System.Diagnostics.CodeAnalysis;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Local;

/// <summary>
/// Files in the store's folder that say which runs are under way. Each is locked by the process that runs its pipeline, and the system takes the lock away with the process, however
/// that ends: a file that is not locked belongs to a run that nobody carries on.
/// </summary>
internal sealed class RunLeases(string folder)
{
    private const string Ending = ".run";

    private const string DraftEnding = ".draft";

    /// <summary>Takes the lease of a run, until it is given back or the process ends.</summary>
    /// <returns>The lease; null where files cannot be made or locked, so that nothing can be said about the run later.</returns>
    public FileStream? Take(PipelineRun run)
    {
        var path = PathOf(run.Workspace.Id, run.Id);
        var draft = path + DraftEnding;
        try
        {
            MakeFolder();
            var lease = new FileStream(draft, Locked(FileMode.CreateNew));
            if (TryLock(draft, out var second))
            {
                // Locks have no effect here, so nobody could tell this run from one that is lost.
                second.Dispose();
                lease.Dispose();
                File.Delete(draft);
                return null;
            }

            // It gets its name only now: nobody finds it before it is locked.
            File.Move(draft, path, overwrite: true);
            return lease;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives a lease back.</summary>
    public void GiveBack(FileStream lease, PipelineRun run)
    {
        // Deleted while it is locked, so that nobody takes it for one that was left.
        Delete(PathOf(run.Workspace.Id, run.Id));
        lease.Dispose();
    }

    /// <summary>The runs whose process is gone.</summary>
    public IEnumerable<(Id<Workspace> Workspace, Id<PipelineRun> Run)> FindLost()
    {
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"*{Ending}") : [])
        {
            if (Path.GetFileNameWithoutExtension(path).Split('_') is [var workspace, var run]
                && Guid.TryParseExact(workspace, "N", out var workspaceId) && Guid.TryParseExact(run, "N", out var runId) && TryLock(path, out var left))
            {
                left.Dispose();
                yield return (new(workspaceId), new(runId));
            }
        }
    }

    /// <summary>Forgets a run that is lost.</summary>
    public void Forget(Id<Workspace> workspace, Id<PipelineRun> run) => Delete(PathOf(workspace, run));

    private void MakeFolder()
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

    private string PathOf(Id<Workspace> workspace, Id<PipelineRun> run) => Path.Combine(folder, $"{workspace.Value:N}_{run.Value:N}{Ending}");

    private static FileStreamOptions Locked(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None };
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
            // It is looked at again the next time.
        }
    }
}
