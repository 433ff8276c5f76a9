using System.Runtime.InteropServices;

namespace ZenML.Platform.Files;

/// <summary>Finds out what keeps this account from a folder, before something fails with less to say.</summary>
internal static partial class FolderAccess
{
    private const int Exists = 0;
    private const int Enter = 1;
    private const int Write = 2;
    private const int Read = 4;

    // The same on all systems that have them.
    private const int NoEntry = 2;

    /// <summary>
    /// Describes why this account can neither read a folder nor create it: the first folder on the way that cannot be entered, or in which
    /// the rest cannot be created. A folder that can only be read is no problem.
    /// </summary>
    /// <param name="path">The full path of the folder, which need not exist.</param>
    /// <returns>The problem and its solution; null if there is none, and on Windows.</returns>
    public static string? Describe(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var above = default(string);
        path = Path.TrimEndingDirectorySeparator(path);
        foreach (var folder in FromRoot(path))
        {
            if (Fails(folder, Exists, out var error) && error == NoEntry)
            {
                return above is not null && Fails(above, Write | Enter, out _)
                    ? $"You cannot create '{path}', because you cannot write to the folder '{above}'. {Solve(above)}"
                    : null;
            }

            if (folder == path)
            {
                return Fails(path, Read | Enter, out _) ? $"You cannot read the folder '{path}'. {Solve(path)}" : null;
            }

            if (Fails(folder, Enter, out _))
            {
                return $"You cannot reach '{path}', because you cannot enter the folder '{folder}'. {Solve(folder)}";
            }

            above = folder;
        }

        return null;
    }

    /// <remarks>Only the owner of a folder can change its mode. On other systems than Linux the owner is not known.</remarks>
    private static string Solve(string folder) =>
        FileStatus.TryRead(folder) is { } status && status.Owner != FileExposure.User
            ? "It belongs to another account. Set ZENML_CONFIG_PATH to a folder of your own."
            : $"To fix that, run: chmod 700 '{folder}'";

    private static Stack<string> FromRoot(string path)
    {
        var folders = new Stack<string>();
        for (var folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            folders.Push(folder);
        }

        return folders;
    }

    private static bool Fails(string path, int mode, out int error)
    {
        var failed = Access(path, mode) != 0;
        error = failed ? Marshal.GetLastPInvokeError() : 0;
        return failed;
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Access(string path, int mode);
}
