using ZenML.Cli.Input;
using ZenML.Client;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// What of this process's environment a server gets. The environment of a process can be read for as long as it runs,
/// so a server in the background is started with what names folders, languages and libraries, and gets its settings,
/// passwords and keys among them, over a pipe. Whatever else is set is not for it.
/// </summary>
/// <param name="variables">The environment of this process.</param>
internal sealed class ServerEnvironment(IReadOnlyDictionary<string, string> variables)
{
    private const string LibraryPath = "LD_LIBRARY_PATH";

    /// <summary>Credentials of the command, which no server needs.</summary>
    private static readonly string[] OfClients =
    [
        ZenClientOptions.ApiKeyVariable, ZenClientOptions.UserNameVariable, ZenClientOptions.PasswordVariable,
        ZenClientOptions.CertificateAuthoritiesVariable,
        ZenClientOptions.ServerAccountVariable, CredentialInput.NewPasswordVariable,
    ];

    private static readonly string[] OfSystem =
    [
        "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TZDIR", "TMPDIR", "XDG_CONFIG_HOME", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "OPENSSL_CONF", "GLIBC_TUNABLES",
        "SystemRoot", "windir", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramData",
    ];

    private static readonly string[] Beginnings = ["LC_", "DOTNET_", "MALLOC_"];

    private static readonly string[] OfSettings = ["ZENML_", "OTEL_"];

    private static readonly string[] OfProxies = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"];

    /// <summary>What everybody who may look at the process can see.</summary>
    public IEnumerable<KeyValuePair<string, string>> Visible => variables
        .Where(variable => OfSystem.Contains(variable.Key, StringComparer.OrdinalIgnoreCase) || StartsWithAny(variable.Key, Beginnings))
        .Concat(FindLibraryPath());

    /// <summary>What goes over the pipe: settings of the server.</summary>
    /// <param name="folder">The configuration folder, which the server takes for its own.</param>
    /// <param name="firstPassword">The password of the first account; null to leave what is set.</param>
    public IEnumerable<KeyValuePair<string, string>> Private(string folder, SensitiveString? firstPassword)
    {
        var settings = variables
            .Where(variable => (StartsWithAny(variable.Key, OfSettings) && !OfClients.Contains(variable.Key))
                || OfProxies.Contains(variable.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(StringComparer.Ordinal);
        settings[ZenClientOptions.ConfigPathVariable] = folder;
        if (firstPassword is not null)
        {
            settings[FirstPassword.Variable] = firstPassword.Reveal();
        }

        return settings;
    }

    /// <summary>
    /// What a server in the place of this process keeps: everything but the credentials of the command.
    /// </summary>
    public IEnumerable<KeyValuePair<string, string>> Inherited => variables.Where(variable => !OfClients.Contains(variable.Key));

    private static bool StartsWithAny(string name, string[] beginnings) =>
        beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));

    /// <remarks>An empty or relative folder would have libraries taken from wherever the command is called.</remarks>
    private IEnumerable<KeyValuePair<string, string>> FindLibraryPath()
    {
        var folders = (variables.GetValueOrDefault(LibraryPath) ?? "").Split(':').Where(Path.IsPathFullyQualified).ToArray();
        return folders.Length > 0 ? [KeyValuePair.Create(LibraryPath, string.Join(':', folders))] : [];
    }
}
