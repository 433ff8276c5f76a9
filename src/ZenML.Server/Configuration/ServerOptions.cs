using System.Net;
using ZenML.Backup;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Server.SecretsStores;
using ZenML.Server.SingleSignOn;
using ZenML.Stores.Servers;

namespace ZenML.Server.Configuration;

/// <summary>The options of the server. All are validated before it starts.</summary>
internal sealed record ServerOptions
{
    private const int MinimumJwtKeyLength = 32, MinimumEncryptionKeyLength = 16;

    /// <summary>Where the store is.</summary>
    public required StoreUrl Store { get; init; }

    /// <summary>The folder of the key ring of a store on a database server.</summary>
    public required string Folder { get; init; }

    /// <summary>The text that the store's encryption key is derived from; null for a key that the store creates.</summary>
    public SensitiveString? EncryptionKey { get; init; }

    /// <summary>The name of the first account in an empty store.</summary>
    public required string DefaultUserName { get; init; }

    /// <summary>The password of the first account.</summary>
    public required SensitiveString DefaultUserPassword { get; init; }

    /// <summary>The role in every workspace that a new account gets; null for none.</summary>
    public required Role? DefaultRole { get; init; }

    /// <summary>The text that the signing key of tokens is derived from; null for a key in the store, which replicas share.</summary>
    public SensitiveString? JwtSecretKey { get; init; }

    /// <summary>The lifetime of a token from a login with a password or an API key.</summary>
    public required TimeSpan TokenLifetime { get; init; }

    /// <summary>The maximum lifetime of a token that a session requests for a program.</summary>
    public required TimeSpan IssuedTokenLifetime { get; init; }

    /// <summary>The maximum lifetime of a token for an identity token.</summary>
    public required TimeSpan WorkloadTokenLifetime { get; init; }

    /// <summary>The identity provider that people log in with; null for none.</summary>
    public SingleSignOnOptions? SingleSignOn { get; init; }

    /// <summary>Who can log in with a password, as the settings say.</summary>
    public required PasswordLogin ConfiguredPasswordLogin { get; init; }

    /// <summary>Who can log in with a password. Whoever owns the files of the store can always get in as an administrator.</summary>
    public PasswordLogin PasswordLogin =>
        ResetsPassword && ConfiguredPasswordLogin == PasswordLogin.Off ? PasswordLogin.Administrators : ConfiguredPasswordLogin;

    /// <summary>How long a device stays logged in.</summary>
    public required TimeSpan DeviceLifetime { get; init; }

    /// <summary>How long API keys can be valid; null for any time.</summary>
    public TimeSpan? LongestApiKeyLifetime { get; init; }

    /// <summary>The addresses to listen on.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>Whether other machines can reach the server.</summary>
    public bool IsReachableByOthers => Addresses.Any(address => !ListenAddresses.IsLoopback(address));

    /// <summary>Whether an account that never had a password can log in with an empty one.</summary>
    public bool AllowsEmptyPassword =>
        EmptyPasswordRequested && DefaultUserPassword.Reveal().Length == 0 && !IsReachableByOthers && TrustedProxies.Count == 0;

    /// <summary>Whether the operator asked to allow empty passwords.</summary>
    public required bool EmptyPasswordRequested { get; init; }

    /// <summary>Whether the first account gets a new password, whatever it has.</summary>
    public bool ResetsPassword { get; init; }

    /// <summary>Whether the server creates a password for the first account if it has none or gets a new one.</summary>
    public bool MakesFirstPassword =>
        DefaultUserPassword.Reveal().Length == 0 && (ResetsPassword || (!IsReachableByOthers && !AllowsEmptyPassword));

    /// <summary>The host names to accept in requests, besides those of this machine.</summary>
    public required IReadOnlySet<string> AllowedHosts { get; init; }

    /// <summary>Whether requests for other host names are rejected.</summary>
    public bool RestrictsHosts => AllowedHosts.Count > 0 || (!IsReachableByOthers && TrustedProxies.Count == 0);

    /// <summary>The PEM file with the certificate for <c>https</c> addresses.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The PEM file with the certificate's private key.</summary>
    public string? CertificateKeyFile { get; init; }

    /// <summary>The maximum size of a request, in bytes.</summary>
    public required long MaximumRequestBytes { get; init; }

    /// <summary>The maximum number of concurrent connections.</summary>
    public required long MaximumConnections { get; init; }

    /// <summary>How many requests can wait for changes of secrets at once.</summary>
    public required long MaximumWaiting { get; init; }

    /// <summary>How many days to keep audit records.</summary>
    public required int AuditRetentionDays { get; init; }

    /// <summary>How many days to keep deleted secrets.</summary>
    public required int SecretRetentionDays { get; init; }

    /// <summary>How many versions of each secret's values to keep, including the current one.</summary>
    public required int SecretVersions { get; init; }

    /// <summary>Opens the back end that stores the values of secrets; null to store them in the database.</summary>
    public SecretsStoreOpener? SecretsStore { get; init; }

    /// <summary>Whether to check the whole store before the server starts.</summary>
    public required bool ChecksStore { get; init; }

    /// <summary>Whom backups that administrators download are encrypted for; null if there are none.</summary>
    public BackupRecipient? BackupRecipient { get; init; }

    /// <summary>How long a stopping server waits for requests in flight.</summary>
    public required TimeSpan ShutdownTimeout { get; init; }

    /// <summary>Whether the log is JSON, one object per line, or text; null for text if a terminal shows it, and otherwise JSON.</summary>
    public required bool? LogsJson { get; init; }

    /// <summary>The proxies whose forwarding headers are trusted.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>The endpoint for metrics and traces; null to send none.</summary>
    public Uri? TelemetryEndpoint { get; init; }

    /// <summary>The other OpenTelemetry variables by name.</summary>
    public required IReadOnlyDictionary<string, string> Telemetry { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="settings">The settings by name; see <see cref="SettingNames"/>.</param>
    /// <param name="found">The mistakes found while loading the settings.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, with one line per mistake.</exception>
    public static ServerOptions Read(IReadOnlyDictionary<string, string> settings, params IReadOnlyCollection<string> found) =>
        Read(settings, custom: null, found);

    /// <summary>Reads the settings of a server that is part of another program.</summary>
    /// <param name="settings">The settings by name; see <see cref="SettingNames"/>.</param>
    /// <param name="custom">Opens the program's own secrets store; null if it has none.</param>
    /// <param name="found">The mistakes found while loading the settings.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, with one line per mistake.</exception>
    public static ServerOptions Read(
        IReadOnlyDictionary<string, string> settings, SecretsStoreOpener? custom, IReadOnlyCollection<string> found)
    {
        var reader = new SettingsReader(settings);
        var folder = ConfigurationFolder.Find(reader);
        var options = new ServerOptions
        {
            Store = ReadStore(reader, folder),
            Folder = folder,
            EncryptionKey = reader.Secret(SettingNames.EncryptionKey, MinimumEncryptionKeyLength, exactly: true),
            DefaultUserName = reader.Text(Setting.DefaultUserName),
            DefaultUserPassword = reader.Text(SettingNames.DefaultUserPassword) ?? "",
            JwtSecretKey = reader.Secret(SettingNames.JwtSecretKey, MinimumJwtKeyLength),
            DefaultRole = ReadRole(reader.Choice(SettingNames.DefaultRole, "editor", "viewer", "runner", "owner", "none")),
            TokenLifetime = TimeSpan.FromMinutes(reader.Number(Setting.TokenLifetime)),
            IssuedTokenLifetime = TimeSpan.FromMinutes(reader.Number(Setting.IssuedTokenLifetime)),
            WorkloadTokenLifetime = TimeSpan.FromMinutes(reader.Number(Setting.WorkloadTokenLifetime)),
            DeviceLifetime = TimeSpan.FromMinutes(reader.Number(Setting.DeviceLifetime)),
            LongestApiKeyLifetime = reader.Number(Setting.LongestApiKeyLifetime) is > 0 and var days ? TimeSpan.FromDays(days) : null,
            SingleSignOn = SingleSignOnSettings.Read(reader),
            ConfiguredPasswordLogin = SingleSignOnSettings.ReadPasswordLogin(reader),
            Addresses = ListenAddresses.Read(reader),
            CertificateFile = reader.File(SettingNames.CertificateFile),
            CertificateKeyFile = reader.File(SettingNames.CertificateKeyFile),
            MaximumRequestBytes = reader.Number(Setting.MaximumRequestBytes),
            MaximumConnections = reader.Number(Setting.MaximumConnections),
            MaximumWaiting = reader.Number(Setting.MaximumWaiting),
            AuditRetentionDays = (int)reader.Number(Setting.AuditRetention),
            SecretRetentionDays = (int)reader.Number(Setting.SecretRetention),
            SecretVersions = (int)reader.Number(Setting.SecretVersions),
            SecretsStore = SecretsStoreCatalog.BuiltIn.Read(reader, custom: custom),
            ChecksStore = reader.Switch(SettingNames.CheckStore),
            BackupRecipient = ReadBackupRecipient(reader),
            ShutdownTimeout = TimeSpan.FromSeconds(reader.Number(Setting.ShutdownTimeout)),
            LogsJson = reader.Choice(SettingNames.LogFormat, "auto", "json", "text") switch { "json" => true, "text" => false, _ => null },
            TrustedProxies = reader.Networks(SettingNames.TrustedProxies),
            AllowedHosts = reader.Hosts(SettingNames.AllowedHosts),
            EmptyPasswordRequested = reader.Switch(SettingNames.AllowEmptyPassword),
            TelemetryEndpoint = reader.WebAddress(SettingNames.TelemetryEndpoint),
            Telemetry = TelemetrySettings.Read(settings),
        };
        if (options.SecretsStore is not null && SecretsStoreCatalog.ReadVersions(reader) is { } versions)
        {
            options = options with { SecretVersions = versions };
        }

        options.CheckTogether(reader);
        reader.ThrowIfAny(found);
        return options;
    }

    private static Role? ReadRole(string word) => word switch
    {
        "viewer" => Role.Viewer,
        "runner" => Role.Runner,
        "owner" => Role.Owner,
        "none" => null,
        _ => Role.Editor,
    };

    private static StoreUrl ReadStore(SettingsReader reader, string folder)
    {
        if (reader.Text(SettingNames.StoreUrl) is not { } text)
        {
            return StoreUrl.OfFile(Path.Combine(folder, "zenml-dotnet.db"));
        }

        var url = StoreUrl.TryParse(text, out var mistakes);
        foreach (var mistake in mistakes)
        {
            reader.Report(SettingNames.StoreUrl, mistake);
        }

        if (url?.RootCertificate is { Length: > 0 } certificate)
        {
            url = url with { RootCertificate = Path.GetFullPath(certificate) };
        }

        // A mistyped path must not create a new store in a new folder.
        if (url?.File is { } file && Path.GetDirectoryName(file) is { } parent && !Directory.Exists(parent))
        {
            reader.Report(SettingNames.StoreUrl,
                $"names a file in the folder '{parent}', which does not exist. Correct the path, or create the folder for a new store.");
        }

        return url ?? StoreUrl.OfFile("invalid");
    }

    private static BackupRecipient? ReadBackupRecipient(SettingsReader reader)
    {
        if (reader.Text(SettingNames.BackupRecipient) is not { } text)
        {
            return null;
        }

        if (!BackupRecipient.TryParse(text.Trim(), out var recipient))
        {
            reader.Report(SettingNames.BackupRecipient,
                "must be a recipient, which begins with zenml-recipient-. To make one, on another machine: zenml backup create-key FILE");
        }

        return recipient;
    }

    private void CheckTogether(SettingsReader reader)
    {
        var usesTls = Addresses.Any(address => address.Scheme == "https");
        if (usesTls
            && (CertificateFile is null || CertificateKeyFile is null)
            && reader.IsFreeOf(SettingNames.CertificateFile)
            && reader.IsFreeOf(SettingNames.CertificateKeyFile))
        {
            reader.Report(
                SettingNames.Urls,
                $"has an https address, which needs {SettingNames.CertificateFile} and {SettingNames.CertificateKeyFile}.");
        }

        if (EmptyPasswordRequested && (IsReachableByOthers || TrustedProxies.Count > 0))
        {
            reader.Report(SettingNames.AllowEmptyPassword,
                $"is set, but {(IsReachableByOthers ? SettingNames.Urls : SettingNames.TrustedProxies)} lets other machines reach this "
                + $"server. Remove it and set {SettingNames.DefaultUserPassword} instead.");
        }

        SingleSignOnSettings.CheckTogether(this, reader);
        reader.Check(SettingNames.DefaultUserName, () => ResourceName.Check("user", DefaultUserName));
        var isNewFile = Store.File is { } file && !File.Exists(file);
        if (DefaultUserPassword.Reveal().Length > 0)
        {
            // In an existing store, the account may already have a password. This one is then unused and can be short.
            reader.Check(SettingNames.DefaultUserPassword, () => _ = isNewFile ? PasswordRules.Check(DefaultUserPassword) : null);
        }
        else if (IsReachableByOthers && reader.IsFreeOf(SettingNames.StoreUrl) && isNewFile)
        {
            // Whether an account in an existing store has a password is checked later, when the store is open.
            reader.Report(SettingNames.DefaultUserPassword,
                $"is empty, the store is new, and {SettingNames.Urls} has an address that other machines can reach. "
                    + $"Set a password, or listen on 127.0.0.1.");
        }
    }
}
