using ZenML.Platform.Files;

namespace ZenML.Server.Configuration;

/// <summary>Warns about files in the settings that other users of this machine can read or replace.</summary>
internal static class SettingsExposure
{
    /// <summary>Checks the files in the options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="warn">Receives one sentence per problem.</param>
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

    /// <summary>Checks a file that contains passwords or keys.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="warn">Receives one sentence per problem.</param>
    public static void CheckSecret(string path, Action<string> warn)
    {
        ExposureWarnings.CheckSecret(path, warn);
        ExposureWarnings.CheckPlace(path, warn);
    }
}
