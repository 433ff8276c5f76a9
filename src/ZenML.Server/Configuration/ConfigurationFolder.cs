namespace ZenML.Server.Configuration;

/// <summary>Where the embedded store of this user is, so that a server started without settings serves it.</summary>
internal static class ConfigurationFolder
{
    /// <summary>The folder: the one given, else the same as that of the command line.</summary>
    public static string Find(string? given)
    {
        if (given is not null)
        {
            return Path.GetFullPath(given);
        }

        var special = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? Environment.SpecialFolder.ApplicationData : Environment.SpecialFolder.UserProfile;
        var home = Environment.GetFolderPath(special, Environment.SpecialFolderOption.DoNotVerify);
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        {
            return Path.Combine(home, "zenml-dotnet");
        }

        var folder = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        return Path.Combine(folder is not null && Path.IsPathRooted(folder) ? folder : Path.Combine(home, ".config"), "zenml-dotnet");
    }
}
