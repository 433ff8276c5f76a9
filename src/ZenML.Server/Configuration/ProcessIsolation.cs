namespace ZenML.Server.Configuration;

/// <summary>
/// Takes from the libraries of this process what they would read besides the settings: environment variables, and files of the
/// working directory. Frameworks, drivers and exporters know more of both than anybody could turn off one by one.
/// </summary>
internal static class ProcessIsolation
{
    /// <summary>What remains: certificate authorities, proxies and temporary folders of the system, and what Windows needs.</summary>
    private static readonly string[] Remaining =
    [
        "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "TMPDIR",
        "SystemRoot", "SystemDrive", "windir", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA", "ProgramData", "COMPUTERNAME",
        "USERNAME", "USERDOMAIN", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
    ];

    /// <summary>Isolates the process. To be called once all settings are read and paths in them are absolute.</summary>
    public static void Apply()
    {
        foreach (var name in EnvironmentVariables.Read().Keys)
        {
            if (!Remaining.Contains(name, StringComparer.OrdinalIgnoreCase) && !TelemetrySettings.Exists(name))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        // Whoever can write there can replace the program itself.
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);
    }
}
