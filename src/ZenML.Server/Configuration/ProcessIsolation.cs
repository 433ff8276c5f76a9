namespace ZenML.Server.Configuration;

/// <summary>
/// Prevents the libraries in this process from reading configuration other than the settings: environment variables and files
/// in the working directory. Frameworks, drivers and exporters read too many of them to disable them one by one.
/// </summary>
internal static class ProcessIsolation
{
    /// <summary>The variables to keep: the system's certificate authorities, proxies and temporary folders, whether the log can be
    /// colored, and what Windows needs.</summary>
    private static readonly string[] Kept =
    [
        "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "TMPDIR", "NO_COLOR",
        "SystemRoot", "SystemDrive", "windir", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA", "ProgramData", "COMPUTERNAME",
        "USERNAME", "USERDOMAIN", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
    ];

    /// <summary>Isolates the process. Call this after all settings are read and their paths are absolute.</summary>
    public static void Apply()
    {
        foreach (var name in EnvironmentVariables.Read().Keys)
        {
            if (!Kept.Contains(name, StringComparer.OrdinalIgnoreCase) && !TelemetrySettings.Exists(name))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        // A user who can write to this folder can already replace the program itself.
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);
    }
}
