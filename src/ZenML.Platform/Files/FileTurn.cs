namespace ZenML.Platform.Files;

/// <summary>Lets one process at a time change a small file.</summary>
internal static class FileTurn
{
    // Longer than any queue of changes that take milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the turn.</summary>
    /// <param name="path">The lock file. It is created if it does not exist, and never deleted.</param>
    /// <returns>
    /// The turn, until it is disposed of; null where no lock file can be written: there, the file that it protects may still be a mount
    /// that can be.
    /// </returns>
    /// <exception cref="IOException">Another process held it for too long, or the lock file is a link or not a regular file.</exception>
    public static IDisposable? Take(string path)
    {
        FileStream? held = null;
        return SpinWait.SpinUntil(() => TryTake(path, out held), Patience)
            ? held
            : throw new IOException($"Another process holds '{path}'.");
    }

    /// <returns>Whether the wait is over.</returns>
    private static bool TryTake(string path, out FileStream? held)
    {
        held = null;
        try
        {
            held = LockFile.Open(path);
            return true;
        }
        catch (IOException exception) when (LockFile.IsHeldByOther(exception))
        {
            return false;
        }
        catch (Exception exception) when (LockFile.IsNotWritable(exception))
        {
            return true;
        }
    }
}
