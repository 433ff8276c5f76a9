using ZenML.Platform.Files;

namespace ZenML.TestKit;

/// <summary>Files that programs lock, as the lock file of a store.</summary>
public static class LockedFiles
{
    /// <summary>Copies a file, once no other process holds a lock on it.</summary>
    /// <remarks>A program that another test is just starting holds the locks of this process for a moment: it waits for that.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="copy">The path of the copy.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task CopyAsync(string path, string copy, CancellationToken cancellationToken) => Patience.UntilAsync(
        () => Task.FromResult(TryCopy(path, copy)), $"the lock of {path} to be free", cancellationToken);

    /// <summary>The files of a folder, without those that a program is still writing and will rename.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<string> FinishedIn(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(file => !Path.GetFileName(file).Contains(".new-", StringComparison.Ordinal))];

    private static bool TryCopy(string path, string copy)
    {
        try
        {
            File.Copy(path, copy);
            return true;
        }
        catch (IOException exception) when (LockFile.IsHeldByOther(exception))
        {
            return false;
        }
    }
}
