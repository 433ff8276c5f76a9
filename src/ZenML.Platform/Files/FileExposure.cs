using System.Runtime.InteropServices;

namespace ZenML.Platform.Files;

/// <summary>What other users of this machine can do with a file or folder. Root, who can do anything with any, is none of them.</summary>
/// <param name="CanBeRead">Whether the mode lets others read it.</param>
/// <param name="CanBeChanged">Whether the mode lets others change it: write a file, replace the files of a folder.</param>
/// <param name="ForeignOwner">The id of its owner, unless that is this user or root. Owners can do anything with it.</param>
internal readonly partial record struct FileExposure(bool CanBeRead, bool CanBeChanged, uint? ForeignOwner)
{
    /// <summary>The id of root.</summary>
    public const uint Root = 0;

    private const UnixFileMode Read = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Change = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Whether this process runs as root, who administers the files of others.</summary>
    public static bool IsRoot => !OperatingSystem.IsWindows() && EffectiveUser() == Root;

    /// <summary>Whether a file's owner is neither this user nor root.</summary>
    public static bool IsForeign(uint owner) => owner != Root && owner != EffectiveUser();

    /// <summary>Looks at a file or folder; a link stands for what it points to.</summary>
    /// <returns>
    /// Nothing exposed for what is not there, and on Windows, where the user's profile is protected as a whole. Only Linux tells the owner.
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

    /// <summary>Judges a mode and an owner.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="owner">The owner's id; null if unknown.</param>
    /// <param name="user">The id of the user of this process.</param>
    public static FileExposure Of(UnixFileMode mode, uint? owner, uint user)
    {
        // Root gives keys to a service through the group of the file: systemd, Kubernetes and the packages of distributions do.
        var isGivenByRoot = owner == Root && user != Root;
        var canRead = (mode & (isGivenByRoot ? UnixFileMode.OtherRead : Read)) != 0;
        return new FileExposure(canRead, (mode & Change) != 0, owner is null or Root || owner == user ? null : owner);
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
