using System.Reflection;
using System.Text;

namespace ZenML.Server.Configuration;

/// <summary>What the program says about itself.</summary>
internal static class ServerHelp
{
    /// <summary>How it is called.</summary>
    public const string Usage = "zenml-server [--urls URLS] [--config FILE] [--allow-empty-password]";

    /// <summary>The version, as the build stamped it.</summary>
    public static string Version { get; } =
        typeof(ServerHelp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The whole help.</summary>
    public static string Text
    {
        get
        {
            var text = new StringBuilder(
                $"""
                Serve a store of secrets to a team, over the REST API of ZenML 0.58. It runs until Ctrl+C or SIGTERM.

                Usage: {Usage}

                Options:
                  --urls URLS     Where to listen, several separated by semicolons ({SettingNames.Urls}).
                  --config FILE   A file with lines NAME=value ({SettingNames.File}).
                  --background FOLDER
                                  How 'zenml up' starts it, as the first option: read settings from standard input,
                                  leave the terminal, log into FOLDER.
                  --allow-empty-password
                                  Make no password for the first account: everybody on this machine can use the server
                                  ({SettingNames.AllowEmptyPassword}=true).
                  --version       Show version and exit.
                  -h, --help      Show help and exit.

                Settings, from environment variables and the file. Options win over the environment, the environment over the file:

                """);
            text.AppendLine();
            foreach (var setting in Setting.All)
            {
                text.AppendLine($"  {setting.Name}")
                    .AppendLine($"      {Capitalized(setting.Does)}.")
                    .AppendLine($"      Without it: {setting.Without}.");
            }

            var encryptedExample =
                $"{SettingNames.DefaultUserPassword}=... {SettingNames.CertificateFile}=fullchain.pem "
                + $"{SettingNames.CertificateKeyFile}=key.pem zenml-server --urls https://0.0.0.0:8443";
            return text.AppendLine().Append(
                $"""
                These settings of OpenTelemetry work as its specification says: {string.Join(", ", TelemetrySettings.Names.Skip(1))}.

                Nothing else configures it: no file of the working directory, no variable of ASP.NET Core or .NET. It warns of variables
                that it ignores.

                Examples:
                  zenml-server
                  zenml-server --urls http://127.0.0.1:9000 --config /etc/zenml/server.conf
                  {encryptedExample}
                """).ToString();
        }
    }

    /// <remarks>Values such as true and json are shown as they must be typed.</remarks>
    private static string Capitalized(string text) => text.Split(' ', ':', ',')[0] is "true" or "json"
        ? text
        : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
