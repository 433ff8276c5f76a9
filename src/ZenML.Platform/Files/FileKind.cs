namespace ZenML.Platform.Files;

/// <summary>Tells regular files from devices, pipes, links and the like, which the framework shows as files too.</summary>
internal static class FileKind
{
    /// <summary>Whether a path that exists is a regular file itself. A link to one is none.</summary>
    public static bool IsRegular(string path)
    {
        if ((File.GetAttributes(path) & (FileAttributes.Directory | FileAttributes.ReparsePoint | FileAttributes.Device)) != 0)
        {
            return false;
        }

        if (FileStatus.TryRead(path, followLink: false) is { } status)
        {
            return status.IsRegular;
        }

        return OperatingSystem.IsWindows() || !path.StartsWith("/dev/", StringComparison.Ordinal);
    }
}
