using System.Runtime.InteropServices;

namespace ZenML.Platform.Files;

/// <summary>What other users of this machine can do with a file or folder, except root, who can do anything.</summary>
/// <param name="CanBeRead">Whether others can read it.</param>
/// <param name="CanBeChanged">Whether others can write the file, or replace files in the folder.</param>
/// <param name="ForeignOwner">The id of the owner, who can do anything with it; null if that is this user or root.</param>
internal readonly partial record struct FileExposure(bool CanBeRead, bool CanBeChanged, uint? ForeignOwner)
{
    /// <summary>The id of root.</summary>
    public const uint Root = 0;

    private const UnixFileMode Read = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Change = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Whether this process runs as root.</summary>
    public static bool IsRoot => !OperatingSystem.IsWindows() && EffectiveUser() == Root;

    /// <summary>The id of the user of this process. Not on Windows.</summary>
    public static uint User => EffectiveUser();

    /// <summary>Whether a file's owner is neither this user nor root.</summary>
    public static bool IsForeign(uint owner) => owner != Root && owner != EffectiveUser();

    /// <summary>Whether a file's owner is this user.</summary>
    public static bool IsOwn(uint owner) => owner == EffectiveUser();

    /// <summary>Reads the exposure of a file or folder. Follows links.</summary>
    /// <returns>
    /// Not exposed if the file does not exist, and on Windows, where the user's profile is protected. The owner is
    /// known only on Linux.
    /// </returns>
    public static FileExposure Of(string path)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path))
        {
            return default;
        }

        if (FileStatus.TryRead(path) is { } status)
        {
            return Of(status.Mode, status.Owner, EffectiveUser());
        }

        try
        {
            return Of(File.GetUnixFileMode(path), owner: null, EffectiveUser());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    /// <summary>Evaluates a mode and an owner.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="owner">The id of the owner; null if unknown.</param>
    /// <param name="user">The id of the user of this process.</param>
    public static FileExposure Of(UnixFileMode mode, uint? owner, uint user)
    {
        // Root passes keys to a service by the group of the file: systemd, Kubernetes and distribution packages do that.
        var isGivenByRoot = owner == Root && user != Root;
        var canRead = (mode & (isGivenByRoot ? UnixFileMode.OtherRead : Read)) != 0;
        return new FileExposure(canRead, (mode & Change) != 0, owner is null or Root || owner == user ? null : owner);
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
