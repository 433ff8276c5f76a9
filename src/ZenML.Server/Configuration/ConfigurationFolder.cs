using ZenML.Platform.Files;

namespace ZenML.Server.Configuration;

/// <summary>Finds the folder of this user's local store, which a server without settings serves.</summary>
internal static class ConfigurationFolder
{
    /// <summary>Returns the configured folder, or the default folder of the command-line program.</summary>
    /// <param name="reader">The settings. Receives an error if the folder cannot be determined.</param>
    public static string Find(SettingsReader reader)
    {
        string? folder, problem;
        if (reader.Text(SettingNames.ConfigPath) is { } written)
        {
            _ = ConfiguredPath.TryResolve(written, out folder, out problem);
        }
        else
        {
            (folder, problem) = FindDefault();
        }

        if (problem is not null)
        {
            reader.Report(SettingNames.ConfigPath, problem);
        }

        return folder ?? Path.GetFullPath(".");
    }

    private static (string? Folder, string? Problem) FindDefault()
    {
        if (OperatingSystem.IsWindows())
        {
            var data = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return (Path.Combine(data, "zenml-dotnet"), null);
        }

        var configured = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        if (!OperatingSystem.IsMacOS() && configured is not null && Path.IsPathRooted(configured))
        {
            return (Path.Combine(configured, "zenml-dotnet"), null);
        }

        if (!ConfiguredPath.TryGetHome(out var home, out var problem))
        {
            return (null, problem);
        }

        return (OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Application Support", "zenml-dotnet")
            : Path.Combine(home, ".config", "zenml-dotnet"), null);
    }
}
