using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Backup;
using ZenML.Cli.Commands.Server;
using ZenML.Cli.Commands.Users;
using ZenML.Cli.Completion;
using ZenML.Cli.Input;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Doctor;

/// <summary>Recognizes variables that are probably meant for this program. Their values are not looked at.</summary>
internal static class VariableNames
{
    /// <summary>What the names of this program's variables begin with.</summary>
    public const string Prefix = "ZENML_";

    private const string ServerPrefix = "ZENML_SERVER_";

    private const string StorePrefix = "ZENML_STORE_";

    private static readonly string[] Meaningful = [StorePrefix, "ZENML_ACTIVE_"];

    /// <summary>
    /// Names that people try, without <see cref="Prefix"/>, which are too far from the right ones to be found by their letters.
    /// </summary>
    private static readonly (string Tried, string Meant)[] Tried =
    [
        ("API_KEY", ZenClientOptions.ApiKeyVariable), ("URL", ZenClientOptions.ServerVariable),
        ("STACK", ZenClientOptions.StackVariable), ("STACK_ID", ZenClientOptions.StackVariable),
        ("WORKSPACE", ZenClientOptions.WorkspaceVariable), ("WORKSPACE_ID", ZenClientOptions.WorkspaceVariable),
        ("ACTIVE_PROJECT_ID", ZenClientOptions.WorkspaceVariable),
    ];

    /// <summary>
    /// Variables of ZenML's own client, without <see cref="StorePrefix"/>, for parts of its store that this program does not have: the
    /// fields of its store configurations for SQL and REST (sql_zen_store.py, rest_zen_store.py).
    /// </summary>
    private static readonly string[] OfOwnClient =
    [
        "TYPE", "SECRETS_STORE", "BACKUP_SECRETS_STORE", "API_TOKEN", "VERIFY_SSL", "HTTP_TIMEOUT", "SSL", "SSL_CERT", "SSL_KEY",
        "SSL_VERIFY_SERVER_CERT", "POOL_SIZE", "MAX_OVERFLOW", "POOL_PRE_PING", "DRIVER", "DATABASE", "BACKUP_STRATEGY",
        "BACKUP_DIRECTORY", "BACKUP_DATABASE",
    ];

    /// <summary>
    /// The settings of the server's secrets store, after <c>ZENML_SECRETS_STORE_</c>. Listed, so that a misspelled name of the
    /// encryption key is noticed.
    /// </summary>
    private static readonly string[] OfSecretsStore =
    [
        "ALLOW_HTTP", "AUTH_CONFIG", "AUTH_METHOD", "COMMAND", "COMMAND_MAX_BYTES", "MAX_VERSIONS", "MOUNT_POINT", "PREFIX", "TYPE",
        "VAULT_ADDR", "VAULT_NAMESPACE", "VAULT_TOKEN",
    ];

    /// <summary>The variables of this program. Those of the server, which rejects unknown ones itself, begin with another prefix.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        UserActivateCommand.TokenVariable, BackupSecret.Variable, CredentialInput.NewPasswordVariable,
        CredentialInput.OldPasswordVariable, GeneralOptions.DebugVariable,
        CompletionProtocol.LineVariable, CompletionProtocol.BreaksVariable, SecretValidationLevels.EnvironmentVariable,
        ZenClientOptions.ConfigPathVariable, ZenClientOptions.EncryptionKeyVariable, ZenClientOptions.ServerVariable,
        ZenClientOptions.ApiKeyVariable, ZenClientOptions.UserNameVariable, ZenClientOptions.PasswordVariable,
        ZenClientOptions.CertificateAuthoritiesVariable, ZenClientOptions.ServerAccountVariable,
        ZenClientOptions.RequireServerVariable, ZenClientOptions.WorkspaceVariable,
        ZenClientOptions.StackVariable, ZenClientOptions.IdentityTokenFileVariable, ZenClientOptions.IdentityTokenCommandVariable,
        ZenClientOptions.IdentityTokenVariable, ZenClientOptions.IdentityAudienceVariable,
        ZenClientOptions.IdentityServiceAccountVariable,

        // For the server that 'zenml up' and 'zenml serve' start.
        FirstPassword.Variable, $"{Prefix}DEFAULT_USER_NAME",
        .. OfSecretsStore.Select(name => $"{Prefix}SECRETS_STORE_{name}"),
    ];

    /// <summary>Returns the variable that was probably meant by an unknown one; null if none is close.</summary>
    public static string? Suggest(string name) => FindMeant(name) ?? (IsOfOwnClient(name) ? null : NearestName.Find(name, Known));

    /// <summary>Whether a variable is this program's, or claims to be.</summary>
    public static bool IsOwn(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !name.StartsWith(ServerPrefix, StringComparison.Ordinal);

    /// <summary>Warns of variables that were probably meant for this command. Allocates nothing if all are known.</summary>
    /// <param name="names">The names of variables.</param>
    /// <param name="warn">Receives the warnings.</param>
    public static void Warn(IReadOnlyList<string> names, Action<MessageText> warn)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (!IsOwn(name) || IsKnown(name) || IsOfOwnClient(name) || IsServiceLink(name))
            {
                continue;
            }

            if (Suggest(name) is { } meant)
            {
                warn($"{name} is not a variable of zenml. Did you mean {meant}?");
            }
            else if (Array.Exists(Meaningful, start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            {
                warn($"{name} is not a variable of zenml, so it has no effect. To see those that are set, run: zenml doctor");
            }
        }
    }

    private static string? FindMeant(string name) => Array.Find(
        Tried, entry => name.AsSpan(Prefix.Length).Equals(entry.Tried, StringComparison.OrdinalIgnoreCase)).Meant;

    /// <remarks>Variables that are ignored here on purpose.</remarks>
    private static bool IsOfOwnClient(string name) =>
        name.StartsWith(StorePrefix, StringComparison.Ordinal) && Array.IndexOf(OfOwnClient, name[StorePrefix.Length..]) >= 0;

    private static bool IsKnown(string name)
    {
        for (var i = 0; i < Known.Count; i++)
        {
            if (Known[i] == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <remarks>What Kubernetes sets for a service that is named, for example, <c>zenml-store</c>.</remarks>
    private static bool IsServiceLink(string name) =>
        name.EndsWith("_SERVICE_HOST", StringComparison.Ordinal) || name.EndsWith("_PORT", StringComparison.Ordinal)
        || name.Contains("_SERVICE_PORT_", StringComparison.Ordinal) || name.Contains("_PORT_", StringComparison.Ordinal);
}
