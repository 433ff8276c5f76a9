using ZenML.Client.Remote;
using ZenML.Client.Remote.Login;
using ZenML.Client.Settings;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Platform.Files;

namespace ZenML.Client;

/// <summary>How a <see cref="ZenClient"/> finds its store. What is not set is read from the environment when it is needed.</summary>
public sealed record ZenClientOptions
{
    /// <summary>The environment variable that names the configuration folder.</summary>
    public const string ConfigPathVariable = "ZENML_CONFIG_PATH";

    /// <summary>The environment variable with an encryption key of your own.</summary>
    public const string EncryptionKeyVariable = "ZENML_SECRETS_STORE_ENCRYPTION_KEY";

    /// <summary>
    /// The environment variable with the address of a server, which begins with <c>http://</c> or <c>https://</c>. Anything else is
    /// rejected, including the URL of a database, so that data meant for a server never goes to the local store.
    /// </summary>
    public const string ServerVariable = "ZENML_STORE_URL";

    /// <summary>The environment variable with the API key of a service account of that server.</summary>
    public const string ApiKeyVariable = "ZENML_STORE_API_KEY";

    /// <summary>The environment variable with the name of a user of that server.</summary>
    public const string UserNameVariable = "ZENML_STORE_USERNAME";

    /// <summary>The environment variable with that user's password.</summary>
    public const string PasswordVariable = "ZENML_STORE_PASSWORD";

    /// <summary>The environment variable that names a file with an identity token; it is read anew for every login.</summary>
    public const string IdentityTokenFileVariable = "ZENML_IDENTITY_TOKEN_FILE";

    /// <summary>The environment variable with a command that writes an identity token to standard output.</summary>
    public const string IdentityTokenCommandVariable = "ZENML_IDENTITY_TOKEN_COMMAND";

    /// <summary>The environment variable with an identity token, such as one of <c>id_tokens</c> of GitLab.</summary>
    public const string IdentityTokenVariable = "ZENML_ID_TOKEN";

    /// <summary>The environment variable with the audience of identity tokens.</summary>
    public const string IdentityAudienceVariable = "ZENML_IDENTITY_AUDIENCE";

    /// <summary>The environment variable with the name or id of the service account, if several trust the identity token.</summary>
    public const string IdentityServiceAccountVariable = "ZENML_IDENTITY_SERVICE_ACCOUNT";

    /// <summary>The environment variable that names a PEM file with the certificate authorities to trust for the server.</summary>
    public const string CertificateAuthoritiesVariable = "ZENML_STORE_SSL_CA";

    /// <summary>The environment variable that names the account of this machine under which the server runs.</summary>
    public const string ServerAccountVariable = "ZENML_STORE_SERVER_ACCOUNT";

    /// <summary>The environment variable that, with <c>true</c>, forbids the local store.</summary>
    public const string RequireServerVariable = "ZENML_REQUIRE_SERVER";

    /// <summary>The environment variable with the name or id of the active workspace.</summary>
    public const string WorkspaceVariable = "ZENML_ACTIVE_WORKSPACE_ID";

    /// <summary>The environment variable with the name or id of the active stack.</summary>
    public const string StackVariable = "ZENML_ACTIVE_STACK_ID";

    private const string FolderName = "zenml-dotnet";

    /// <summary>
    /// The folder of the store and the settings; <c>~</c> at its beginning stands for the home folder. Default: <c>ZENML_CONFIG_PATH</c>,
    /// else <c>zenml-dotnet</c> in the platform's folder for configuration.
    /// </summary>
    public string? ConfigPath { get; init; }

    /// <summary>
    /// The text from which the store's key is derived, at least 16 characters. Default: <c>ZENML_SECRETS_STORE_ENCRYPTION_KEY</c>, else a
    /// key that the store generates.
    /// </summary>
    public string? EncryptionKey { get; init; }

    /// <summary>
    /// The address of a server, such as <c>https://zenml.example.com</c>. Default: <c>ZENML_STORE_URL</c>, else the server that
    /// <c>zenml connect</c> chose, else the local store.
    /// </summary>
    public string? Server { get; init; }

    /// <summary>
    /// The API key of a service account of the server, held in memory only. Default: for a server named by <c>ZENML_STORE_URL</c>,
    /// <c>ZENML_STORE_API_KEY</c>, or <c>ZENML_STORE_USERNAME</c> with <c>ZENML_STORE_PASSWORD</c>; else the login of <c>zenml connect</c>.
    /// </summary>
    public SensitiveString? ServerApiKey { get; init; }

    /// <summary>
    /// Returns identity tokens with which this program logs in to the server, for the audience that it is passed: the server's address,
    /// or <c>ZENML_IDENTITY_AUDIENCE</c>. It is called again before a login expires. A service account must trust the tokens. Default:
    /// for a server named by <c>ZENML_STORE_URL</c>, what <c>ZENML_IDENTITY_TOKEN_FILE</c>, <c>ZENML_IDENTITY_TOKEN_COMMAND</c> or
    /// <c>ZENML_ID_TOKEN</c> has, and without any other login what GitHub Actions and Kubernetes offer.
    /// </summary>
    public Func<string, CancellationToken, Task<SensitiveString>>? ServerIdentity { get; init; }

    /// <summary>
    /// A PEM file with the certificate authorities to trust for the server. Default: <c>ZENML_STORE_SSL_CA</c>, else those of the system.
    /// </summary>
    public string? ServerCertificateAuthorities { get; init; }

    /// <summary>
    /// The account of this machine under which the server runs, by name or number; <c>*</c> trusts every account. It is needed if the
    /// server is on this machine, its address begins with <c>http://</c>, and it runs neither under your account nor as root. Any account
    /// can listen on a port, so nothing is sent to a program of another account. Default: <c>ZENML_STORE_SERVER_ACCOUNT</c>, else the
    /// account given to <c>zenml connect</c>.
    /// </summary>
    public string? ServerAccount { get; init; }

    /// <summary>
    /// Whether the local store is never used: without a server, every operation fails with <see cref="ErrorCode.NotAllowed"/> and makes no
    /// file. For jobs and containers, where a missing variable would otherwise mean an empty store. Default: <c>ZENML_REQUIRE_SERVER</c>,
    /// else false.
    /// </summary>
    public bool? RequireServer { get; init; }

    /// <summary>
    /// The name or id of the active workspace. If there is none, everything that needs one fails. Default:
    /// <c>ZENML_ACTIVE_WORKSPACE_ID</c>, else what <c>zenml workspace set</c> chose, else the default workspace.
    /// </summary>
    public string? Workspace { get; init; }

    /// <summary>
    /// The name or id of the active stack, in the active workspace. If there is none, everything that needs one fails. Default:
    /// <c>ZENML_ACTIVE_STACK_ID</c>, else what <c>zenml stack set</c> chose, else the default stack.
    /// </summary>
    public string? Stack { get; init; }

    /// <summary>
    /// How thoroughly references are checked before a run. Default: <c>ZENML_SECRET_VALIDATION_LEVEL</c>, else secret and key must exist.
    /// </summary>
    public SecretValidationLevel? ValidationLevel { get; init; }

    /// <summary>
    /// Receives warnings, as sentences for people that never contain a value: a name or key that no reference can express, plain text in a
    /// sensitive attribute, or, where it is only displayed, an active workspace or stack that no longer exists. Without it there are no
    /// warnings.
    /// </summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>
    /// Whether the first operation creates a local store that does not exist. If not, operations fail with
    /// <see cref="ErrorCode.StoreUnavailable"/> until there is one.
    /// </summary>
    internal bool CreateStore { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Returns a text without keys.</summary>
    public override string ToString() => $"{nameof(ZenClientOptions)} {{ {nameof(ConfigPath)} = {ConfigPath} }}";

    /// <summary>Returns the folder of the store and the settings. It need not exist.</summary>
    /// <exception cref="ZenException">No folder is named, and this account has no home folder.</exception>
    public string GetConfigPath() => FindConfigPath();

    internal string FindConfigPath()
    {
        if ((ConfigPath is { Length: > 0 } given ? given : ReadVariable(ConfigPathVariable)) is not { } written)
        {
            return Path.Combine(FindPlatformFolder(), FolderName);
        }

        return ConfiguredPath.TryResolve(written, out var path, out var problem)
            ? path
            : throw new ZenException(ErrorCode.InvalidArgument, $"The path of the configuration folder, '{written}', {problem:raw}");
    }

    internal string? FindEncryptionKey() => EncryptionKey ?? ReadVariable(EncryptionKeyVariable);

    /// <summary>Returns the server that the options or the environment name; null if they name none.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the environment names something that is not a server.
    /// </exception>
    internal string? FindServer() => Server ?? (ReadCredential(ServerVariable) is { } named ? StoreUrlVariable.Read(named) : null);

    /// <summary>Whether the environment names the server, and not the caller or <c>zenml connect</c>.</summary>
    internal bool IsServerOfVariable() => Server is null && ReadCredential(ServerVariable) is not null;

    /// <summary>
    /// Returns the login that was given together with the server. A login in the environment is for the server named there and is sent to
    /// no other.
    /// </summary>
    internal ServerAccount? FindServerLogin()
    {
        if (ServerApiKey is { } given)
        {
            return new ServerAccount { ApiKey = CredentialText.Read(given.Reveal()) };
        }

        return (Server is null, ReadCredential(ApiKeyVariable), ReadCredential(UserNameVariable), ReadCredential(PasswordVariable)) switch
        {
            (true, { } key, _, _) => new ServerAccount { ApiKey = key },
            (true, null, { } user, { } password) => new ServerAccount { UserName = user, Password = password },
            _ => null,
        };
    }

    internal string? FindCertificateAuthorities() => ServerCertificateAuthorities ?? ReadVariable(CertificateAuthoritiesVariable);

    internal string? FindServerAccount() => ServerAccount ?? ReadVariable(ServerAccountVariable);

    /// <summary>Returns the workspace that options or environment name; null if they name none.</summary>
    internal ActiveSelection? FindWorkspaceSelection() =>
        Select(Workspace, $"{nameof(ZenClientOptions)}.{nameof(Workspace)}", WorkspaceVariable);

    /// <summary>Returns the stack that options or environment name; null if they name none.</summary>
    internal ActiveSelection? FindStackSelection() =>
        Select(Stack, $"{nameof(ZenClientOptions)}.{nameof(Stack)}", StackVariable);

    internal SecretValidationLevel FindValidationLevel() =>
        ValidationLevel ?? SecretValidationLevels.Parse(ReadVariable(SecretValidationLevels.EnvironmentVariable));

    /// <summary>Makes sure that the local store may be used.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: a server is required. <see cref="ErrorCode.InvalidArgument"/>: the variable is not a switch.
    /// </exception>
    internal void EnsureMayUseLocalStore()
    {
        var isRequired = RequireServer ?? (ReadVariable(RequireServerVariable)?.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" => true,
            null or "FALSE" or "0" => false,
            _ => throw new ZenException(ErrorCode.InvalidArgument, $"{RequireServerVariable} must be true or false."),
        });
        if (isRequired)
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"A server is required ({RequireServerVariable}), and none is selected: set {ServerVariable}, or run zenml connect. The "
                    + $"local store was not used.");
        }
    }

    internal void Warn(string message) => OnWarning?.Invoke(message);

    internal void Warn(MessageText message) => OnWarning?.Invoke(message.ToString());

    private static ActiveSelection? Select(string? given, string option, string variable) =>
        given is { Length: > 0 } ? new ActiveSelection(ActiveChoice.Parse(given), option)
        : ReadVariable(variable) is { } text ? new ActiveSelection(ActiveChoice.Parse(text), variable)
        : null;

    private static string FindPlatformFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        }

        // The XDG specification says to ignore relative paths.
        if (!OperatingSystem.IsMacOS() && ReadVariable("XDG_CONFIG_HOME") is { } folder && Path.IsPathRooted(folder))
        {
            return folder;
        }

        if (!ConfiguredPath.TryGetHome(out var home, out var problem))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The configuration {problem:raw} Set {ConfigPathVariable} to the folder that the store should be in.");
        }

        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Application Support") : Path.Combine(home, ".config");
    }

    /// <remarks>Shells and containers set a variable to an empty text to unset it.</remarks>
    private static string? ReadCredential(string name) =>
        ReadVariable(name) is { } text && CredentialText.Read(text) is { Length: > 0 } credential ? credential : null;

    private static string? ReadVariable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
