using ZenML.Cli.Output;
using ZenML.Client;
using ZenML.Client.Local;
using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Cli.Commands.Doctor;

/// <summary>Checks the configuration folder and the small files in it.</summary>
internal static class FolderChecks
{
    /// <summary>The name of the check of the folder.</summary>
    public const string Folder = "folder";

    private const string Settings = "settings";

    private const string Disk = "disk";

    private const long LeastSpace = 10_000_000;

    private const long LittleSpace = 100_000_000;

    /// <summary>Runs the checks.</summary>
    public static IEnumerable<DoctorCheck> Run(ZenClientOptions options)
    {
        string path;
        try
        {
            path = options.GetConfigPath();
        }
        catch (ZenException exception)
        {
            return [DoctorCheck.Failed(Folder, exception.Message)];
        }

        return Run(path, options);
    }

    private static IEnumerable<DoctorCheck> Run(string path, ZenClientOptions options)
    {
        yield return CheckFolder(path);
        if (FolderAccess.Describe(path) is null)
        {
            yield return CheckSettings(path, options);
        }

        if (CheckDisk(path) is { } disk)
        {
            yield return disk;
        }
    }

    private static DoctorCheck CheckFolder(string path)
    {
        if (File.Exists(path))
        {
            return DoctorCheck.Error(Folder, $"'{path}' is a file. Set {ZenClientOptions.ConfigPathVariable} to a folder.");
        }

        if (FolderAccess.Describe(path) is { } barrier)
        {
            return DoctorCheck.Failed(Folder, barrier);
        }

        if (!Directory.Exists(path))
        {
            return DoctorCheck.Ok(Folder, $"'{path}' does not exist yet. The first command that needs it creates it.");
        }

        if (PrivateFolder.Describe(path) is { } exposure)
        {
            return DoctorCheck.Failed(Folder, exposure);
        }

        return DoctorCheck.Ok(Folder, $"'{path}' can be changed only by you.");
    }

    private static DoctorCheck CheckSettings(string path, ZenClientOptions options)
    {
        try
        {
            var server = LocalStore.ReadSettings(options);
            var exposed = Files(path).Select(ExposureWarnings.DescribeSecret).OfType<string>().FirstOrDefault();
            return exposed is not null ? DoctorCheck.Failed(Settings, exposed)
                : server is null ? DoctorCheck.Ok(Settings, $"The local store is in use.")
                : DoctorCheck.Ok(Settings, $"The server {server} is in use.");
        }
        catch (ZenException exception)
        {
            return DoctorCheck.Failed(Settings, exception.Message);
        }
    }

    /// <summary>Settings and logins. The key ring has a check of its own.</summary>
    private static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "zenml-dotnet.*.json").Where(file => !file.EndsWith(".keys.json", StringComparison.Ordinal))
        : [];

    private static DoctorCheck? CheckDisk(string path)
    {
        var existing = path;
        while (existing is not null && !Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing);
        }

        try
        {
            var free = new DriveInfo(existing ?? path).AvailableFreeSpace;
            var text = ByteSize.Text(free);
            return free < LeastSpace ? DoctorCheck.Error(Disk, $"Only {text} are free for '{path}'. Free some space.")
                : free < LittleSpace ? DoctorCheck.Warning(Disk, $"Only {text} are free for '{path}'. Free some space soon.")
                : DoctorCheck.Ok(Disk, $"{text} are free.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not every file system says.
            return null;
        }
    }
}
