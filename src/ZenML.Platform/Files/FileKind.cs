namespace ZenML.Platform.Files;

/// <summary>Distinguishes regular files from devices, pipes, links and the like, which .NET treats as files too.</summary>
internal static class FileKind
{
    /// <summary>Whether an existing path is a regular file, not a link to one.</summary>
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
