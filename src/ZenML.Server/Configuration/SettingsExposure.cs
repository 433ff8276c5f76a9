using ZenML.Platform.Files;

namespace ZenML.Server.Configuration;

/// <summary>Warns of files that settings name and that other users of this machine can read or replace.</summary>
internal static class SettingsExposure
{
    /// <summary>Looks at the files of the options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="warn">Told a sentence for each fault.</param>
    public static void Check(ServerOptions options, Action<string> warn)
    {
        foreach (var path in new[] { options.CertificateKeyFile, options.Telemetry.GetValueOrDefault(TelemetrySettings.ClientKey) })
        {
            if (path is not null)
            {
                CheckSecret(path, warn);
            }
        }

        foreach (var path in new[] { options.CertificateFile, options.Store.RootCertificate })
        {
            if (path is not null)
            {
                ExposureWarnings.CheckTrusted(path, warn);
                ExposureWarnings.CheckPlace(path, warn);
            }
        }
    }

    /// <summary>Looks at a file that holds passwords or keys.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="warn">Told a sentence for each fault.</param>
    public static void CheckSecret(string path, Action<string> warn)
    {
        ExposureWarnings.CheckSecret(path, warn);
        ExposureWarnings.CheckPlace(path, warn);
    }
}
