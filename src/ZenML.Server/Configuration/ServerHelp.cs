using System.Reflection;
using System.Text;

namespace ZenML.Server.Configuration;

/// <summary>The program's help and version.</summary>
internal static class ServerHelp
{
    /// <summary>The usage line.</summary>
    public const string Usage = "zenml-server [--urls URLS] [--config FILE] [--allow-empty-password] [--reset-password]";

    /// <summary>The version that the build recorded.</summary>
    public static string Version { get; } =
        typeof(ServerHelp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The complete help.</summary>
    public static string Text
    {
        get
        {
            var text = new StringBuilder(
                $"""
                Serve a store of secrets to a team over the REST API of ZenML 0.58. The server runs until Ctrl+C or SIGTERM.

                Usage: {Usage}

                Options:
                  --urls URLS     The addresses to listen on, separated by semicolons ({SettingNames.Urls}).
                  --config FILE   A settings file with lines NAME=value ({SettingNames.File}).
                  --background FOLDER
                                  Used by 'zenml up', as the first option: read settings from standard input, detach from
                                  the terminal, log to FOLDER.
                  --allow-empty-password
                                  Do not create a password for the first account: everyone on this machine can use the
                                  server ({SettingNames.AllowEmptyPassword}=true).
                  --reset-password
                                  Give the first account a new password: {SettingNames.DefaultUserPassword}, or a generated one.
                                  Ends its sessions. For one start only.
                  --version       Show version and exit.
                  -h, --help      Show help and exit.

                Settings, from environment variables and the file. Options override the environment, which overrides the file:

                """);
            text.AppendLine();
            foreach (var setting in Setting.All)
            {
                text.AppendLine($"  {setting.Name}")
                    .AppendLine($"      {Capitalized(setting.Description)}.")
                    .AppendLine($"      Default: {setting.Default}.");
            }

            var encryptedExample =
                $"{SettingNames.DefaultUserPassword}=... {SettingNames.CertificateFile}=fullchain.pem "
                + $"{SettingNames.CertificateKeyFile}=key.pem zenml-server --urls https://0.0.0.0:8443";
            return text.AppendLine().Append(
                $"""
                These OpenTelemetry variables apply as its specification describes: {string.Join(", ", TelemetrySettings.Names.Skip(1))}.

                Nothing else configures the server: no file in the working directory, no variable of ASP.NET Core or .NET. The server
                warns about variables that it ignores.

                Examples:
                  zenml-server
                  zenml-server --urls http://127.0.0.1:9000 --config /etc/zenml/server.conf
                  {encryptedExample}
                """).ToString();
        }
    }

    /// <remarks>Values such as true and json keep the case in which they must be typed.</remarks>
    private static string Capitalized(string text) => text.Split(' ', ':', ',')[0] is "true" or "json"
        ? text
        : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
