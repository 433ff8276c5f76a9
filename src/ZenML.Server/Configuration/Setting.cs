using ZenML.Core.Auditing;
using ZenML.Core.Secrets;
using ZenML.Server.SecretsStores;
using ZenML.Server.SingleSignOn;

namespace ZenML.Server.Configuration;

/// <summary>The description of a setting, for the program's help. The page on configuration has the same text.</summary>
/// <param name="Name">The name, one of <see cref="SettingNames"/>.</param>
/// <param name="Description">What the setting does.</param>
/// <param name="Default">The default.</param>
internal sealed record Setting(string Name, string Description, string Default)
{
    // A year. Revocations are stored for longer.
    private const long MaximumTokenMinutes = 525_600;

    /// <summary>The name of the first account in an empty store.</summary>
    public static DefaultedSetting DefaultUserName { get; } = new(
        SettingNames.DefaultUserName, "the name of the first account in an empty store", "default");

    /// <summary>The addresses to listen on.</summary>
    public static DefaultedSetting Urls { get; } = new(
        SettingNames.Urls,
        "the addresses to listen on, separated by semicolons: http or https, with an IP address or localhost",
        "http://127.0.0.1:8237");

    /// <summary>The lifetime of a token from a login with a password or an API key, in minutes.</summary>
    public static NumberSetting TokenLifetime { get; } = new(
        SettingNames.TokenLifetime,
        "the lifetime of a token from a login with a password or an API key, in minutes",
        1,
        MaximumTokenMinutes,
        1440,
        "one day");

    /// <summary>The maximum lifetime of a token that a session requests for a program, in minutes.</summary>
    public static NumberSetting IssuedTokenLifetime { get; } = new(
        SettingNames.IssuedTokenLifetime,
        "the maximum lifetime of a token from /api_token, for a pipeline run, in minutes",
        1,
        MaximumTokenMinutes,
        10_080,
        "seven days");

    /// <summary>How many days API keys can be valid.</summary>
    public static NumberSetting LongestApiKeyLifetime { get; } = new(
        SettingNames.LongestApiKeyLifetime,
        "how many days a new API key can be valid, and is if it is created without an expiry; 0 for any time",
        0,
        36_500,
        0,
        "any time");

    /// <summary>The maximum lifetime of a token for an identity token, in minutes.</summary>
    public static NumberSetting WorkloadTokenLifetime { get; } = new(
        SettingNames.WorkloadTokenLifetime,
        "the maximum lifetime of a token for an identity token of a trusted issuer, in minutes; it also ends with the identity token",
        1,
        1440,
        15);

    /// <summary>How long a device stays logged in, in minutes.</summary>
    public static NumberSetting DeviceLifetime { get; } = new(
        SettingNames.DeviceLifetime,
        "how long a device approved in a browser stays logged in, in minutes",
        1,
        MaximumTokenMinutes,
        129_600,
        "90 days");

    /// <summary>The maximum size of a request, in bytes.</summary>
    public static NumberSetting MaximumRequestBytes { get; } = new(
        SettingNames.MaximumRequestBytes,
        "the maximum size of a request; larger ones get status 413",
        64 * 1024,
        1024 * 1024 * 1024,
        16 * 1024 * 1024,
        "16 MiB");

    /// <summary>The maximum number of concurrent connections.</summary>
    public static NumberSetting MaximumConnections { get; } = new(
        SettingNames.MaximumConnections, "the maximum number of concurrent connections", 1, 1_000_000, 10_000);

    /// <summary>How many requests can wait for changes of secrets at once.</summary>
    public static NumberSetting MaximumWaiting { get; } = new(
        SettingNames.MaximumWaiting,
        "how many programs can wait for changes of secrets at once, of one account at most an eighth; never more than half of the "
            + "connections",
        0,
        1_000_000,
        5_000);

    /// <summary>How many days to keep audit records.</summary>
    public static NumberSetting AuditRetention { get; } = new(
        SettingNames.AuditRetention, "how many days to keep audit records", 1, 36_500, (int)ReadAuditWriter.DefaultRetention.TotalDays);

    /// <summary>How many versions of each secret's values to keep.</summary>
    public static NumberSetting SecretVersions { get; } = new(
        SettingNames.SecretVersions,
        "how many versions of each secret's values to keep, including the current one",
        1,
        SecretLimits.MaximumVersions,
        SecretLimits.DefaultVersions);

    /// <summary>How many days to keep deleted secrets.</summary>
    public static NumberSetting SecretRetention { get; } = new(
        SettingNames.SecretRetention,
        "how many days to keep deleted secrets, which can be undeleted until then",
        1,
        Core.Secrets.Deletion.SecretRetention.MaximumDays,
        Core.Secrets.Deletion.SecretRetention.DefaultDays);

    /// <summary>How many seconds a stopping server waits for requests in flight.</summary>
    public static NumberSetting ShutdownTimeout { get; } = new(
        SettingNames.ShutdownTimeout, "how many seconds a stopping server waits for requests in flight", 0, 3600, 30);

    /// <summary>All settings in display order.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new(SettingNames.File, "the settings file; cannot be set in the file itself", "no file"),
        new(
            SettingNames.StoreUrl,
            "the store: sqlite:////absolute/path, sqlite:///relative/path, postgresql://… or mysql://…",
            "the local store"),
        new(
            SettingNames.ConfigPath,
            "the folder of the local store and its key ring; a sqlite: URL overrides it for both",
            "the folder that the command uses"),
        new(
            SettingNames.EncryptionKey,
            "text of at least 16 characters that the encryption key is derived from",
            "a key ring that the store creates"),
        DefaultUserName.Description,
        new(
            SettingNames.DefaultUserPassword,
            "the password of the first account, at least 8 characters; ignored if the account already has one",
            "a password that the server creates, on loopback addresses only"),
        new(
            SettingNames.AllowEmptyPassword,
            "true to let accounts without a password log in with an empty one, from this machine and without a proxy",
            "false; the server creates a password for the first account and stores it in a file"),
        new(
            SettingNames.JwtSecretKey,
            "text of at least 32 characters that the signing key of tokens is derived from",
            "a key in the store, which replicas share"),
        new(
            SettingNames.DefaultRole,
            "the role in every workspace that a new account gets: none, viewer, runner, editor or owner",
            "editor, as in ZenML 0.58; none is the strict choice"),
        .. SingleSignOnSettings.All,
        TokenLifetime.Description,
        IssuedTokenLifetime.Description,
        WorkloadTokenLifetime.Description,
        DeviceLifetime.Description,
        LongestApiKeyLifetime.Description,
        Urls.Description,
        new(
            SettingNames.CertificateFile,
            "a PEM file with the certificate, followed by its intermediate certificates",
            "none; https addresses need it"),
        new(SettingNames.CertificateKeyFile, "a PEM file with the private key of the certificate", "none; https addresses need it"),
        new(
            SettingNames.AllowedHosts,
            "host names to accept in requests, separated by commas; others get status 400",
            "on loopback addresses without a trusted proxy: localhost, 127.0.0.1 and [::1]; otherwise any"),
        new(
            SettingNames.TrustedProxies,
            "addresses and networks of proxies whose X-Forwarded-For, -Proto and -Prefix headers are trusted, separated by commas",
            "none"),
        MaximumRequestBytes.Description,
        MaximumConnections.Description,
        MaximumWaiting.Description,
        AuditRetention.Description,
        SecretVersions.Description,
        SecretRetention.Description,
        new(
            SettingNames.CheckStore,
            "true to check every row and value of the store at the start, and to exit if any is damaged",
            "false"),
        new(
            SettingNames.BackupRecipient,
            "the recipient that 'zenml backup create-key' printed: administrators can download backups that only its key opens",
            "none; backups cannot be downloaded"),
        ShutdownTimeout.Description,
        new(SettingNames.LogFormat, "the log format: json, one object per line, text, or auto: text on a terminal, otherwise json", "auto"),
        new(SettingNames.TelemetryEndpoint, "the endpoint for metrics and traces", "none; nothing is measured or sent"),
        .. SecretsStoreCatalog.BuiltIn.Settings,
    ];

    /// <summary>Whether a setting has this name.</summary>
    public static bool Exists(string name) =>
        All.Any(setting => setting.Name == name) || SecretsStoreCatalog.BuiltIn.HasBackup(name);
}
