using ZenML.Cli.Commands.Backup;
using ZenML.Cli.Input;
using ZenML.Client;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// The environment of a server that this process starts. Others can read the environment of a process while it runs. So
/// a background server is started only with variables for folders, languages and libraries, and gets its settings,
/// including passwords and keys, over a pipe. All other variables are left out.
/// </summary>
/// <param name="variables">The environment of this process.</param>
internal sealed class ServerEnvironment(IReadOnlyDictionary<string, string> variables)
{
    private const string LibraryPath = "LD_LIBRARY_PATH";

    /// <summary>The command's own credentials, which no server needs.</summary>
    private static readonly string[] OfClients =
    [
        ZenClientOptions.ApiKeyVariable, ZenClientOptions.UserNameVariable, ZenClientOptions.PasswordVariable,
        ZenClientOptions.IdentityTokenVariable, ZenClientOptions.IdentityTokenFileVariable, ZenClientOptions.IdentityTokenCommandVariable,
        ZenClientOptions.IdentityAudienceVariable, ZenClientOptions.IdentityServiceAccountVariable,
        ZenClientOptions.CertificateAuthoritiesVariable,
        ZenClientOptions.ServerAccountVariable, ZenClientOptions.RequireServerVariable,
        CredentialInput.NewPasswordVariable, BackupSecret.Variable,
    ];

    private static readonly string[] OfSystem =
    [
        "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TZDIR", "TMPDIR", "XDG_CONFIG_HOME", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "OPENSSL_CONF", "GLIBC_TUNABLES",
        "SystemRoot", "windir", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramData",
    ];

    private static readonly string[] Beginnings = ["LC_", "DOTNET_", "MALLOC_"];

    private static readonly string[] OfSettings = ["ZENML_", "OTEL_"];

    /// <summary>Settings of secrets stores that have the names of their vendors.</summary>
    private static readonly string[] OfStores = ["VAULT_CACERT", "AWS_ENDPOINT_URL"];

    private static readonly string[] OfProxies = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"];

    /// <summary>The variables that anyone who can inspect the process sees.</summary>
    public IEnumerable<KeyValuePair<string, string>> Visible => variables
        .Where(variable => OfSystem.Contains(variable.Key, StringComparer.OrdinalIgnoreCase) || StartsWithAny(variable.Key, Beginnings))
        .Concat(FindLibraryPath());

    /// <summary>The settings to send over the pipe.</summary>
    /// <param name="folder">The configuration folder, which the server uses too.</param>
    /// <param name="firstPassword">The password of the first account; null to keep the one in the environment.</param>
    public IEnumerable<KeyValuePair<string, string>> Private(string folder, SensitiveString? firstPassword)
    {
        var settings = variables
            .Where(variable => (StartsWithAny(variable.Key, OfSettings) && !OfClients.Contains(variable.Key))
                || OfStores.Contains(variable.Key)
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
    /// The variables for a server that replaces this process: all but the command's own credentials.
    /// </summary>
    public IEnumerable<KeyValuePair<string, string>> Inherited => variables.Where(variable => !OfClients.Contains(variable.Key));

    private static bool StartsWithAny(string name, string[] beginnings) =>
        beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));

    /// <remarks>An empty or relative folder would load libraries from the current folder.</remarks>
    private IEnumerable<KeyValuePair<string, string>> FindLibraryPath()
    {
        var folders = (variables.GetValueOrDefault(LibraryPath) ?? "").Split(':').Where(Path.IsPathFullyQualified).ToArray();
        return folders.Length > 0 ? [KeyValuePair.Create(LibraryPath, string.Join(':', folders))] : [];
    }
}
