using ZenML.Core.Secrets;
using ZenML.Server.SecretsStores;

namespace ZenML.Server.Configuration;

/// <summary>A setting, as the help of the program describes it; the guide says the same.</summary>
/// <param name="Name">Its name, one of <see cref="SettingNames"/>.</param>
/// <param name="Does">What it does.</param>
/// <param name="Without">What holds without it.</param>
internal sealed record Setting(string Name, string Does, string Without)
{
    // A year; less than what revocations are stored for.
    private const long MostTokenMinutes = 525_600;

    /// <summary>The account that an empty store begins with.</summary>
    public static DefaultedSetting DefaultUserName { get; } = new(
        SettingNames.DefaultUserName, "the account that an empty store begins with", "default");

    /// <summary>Where to listen.</summary>
    public static DefaultedSetting Urls { get; } = new(
        SettingNames.Urls,
        "where to listen, separated by semicolons: IP addresses or localhost, http or https",
        "http://127.0.0.1:8237");

    /// <summary>How many minutes a token of a password or an API key lasts.</summary>
    public static NumberSetting TokenLifetime { get; } = new(
        SettingNames.TokenLifetime, "how many minutes a token of a password or an API key lasts", 1, MostTokenMinutes, 1440, "a day");

    /// <summary>How many minutes a token that a session was issued for a program lasts at most.</summary>
    public static NumberSetting IssuedTokenLifetime { get; } = new(
        SettingNames.IssuedTokenLifetime,
        "how many minutes a token of /api_token, for a pipeline run, lasts at most",
        1,
        MostTokenMinutes,
        10_080,
        "seven days");

    /// <summary>How many minutes a device stays logged in.</summary>
    public static NumberSetting DeviceLifetime { get; } = new(
        SettingNames.DeviceLifetime,
        "how many minutes a device that was approved in a browser stays logged in",
        1,
        MostTokenMinutes,
        129_600,
        "90 days");

    /// <summary>The longest request, in bytes.</summary>
    public static NumberSetting MaximumRequestBytes { get; } = new(
        SettingNames.MaximumRequestBytes,
        "the longest request; longer ones are answered with 413",
        64 * 1024,
        1024 * 1024 * 1024,
        16 * 1024 * 1024,
        "16 MiB");

    /// <summary>How many connections are served at once.</summary>
    public static NumberSetting MaximumConnections { get; } = new(
        SettingNames.MaximumConnections, "how many connections are served at once", 1, 1_000_000, 10_000);

    /// <summary>How many days audit records are kept.</summary>
    public static NumberSetting AuditRetention { get; } = new(
        SettingNames.AuditRetention, "how many days audit records are kept", 1, 36_500, 90);

    /// <summary>How many versions of each secret's values are kept.</summary>
    public static NumberSetting SecretVersions { get; } = new(
        SettingNames.SecretVersions,
        "how many versions of each secret's values are kept, the current one among them",
        1,
        SecretLimits.MaximumVersions,
        SecretLimits.DefaultVersions);

    /// <summary>How many seconds requests in flight may take when the server stops.</summary>
    public static NumberSetting ShutdownTimeout { get; } = new(
        SettingNames.ShutdownTimeout, "how many seconds requests in flight may take when the server stops", 0, 3600, 30);

    /// <summary>All settings, in the order in which they are described.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new(SettingNames.File, "names the file with settings; not allowed within it", "no file"),
        new(
            SettingNames.StoreUrl,
            "the store: sqlite:////absolute/path, sqlite:///relative/path, postgresql://… or mysql://…",
            "the file of the embedded store"),
        new(
            SettingNames.ConfigPath,
            "the folder of the embedded store and its key ring; with a sqlite: URL both lie where the URL says",
            "as for the command"),
        new(
            SettingNames.EncryptionKey,
            "the text, at least 16 characters, that the encryption key is derived from",
            "a key ring that the store makes"),
        DefaultUserName.Description,
        new(
            SettingNames.DefaultUserPassword,
            "its password, at least 8 characters, unless it has one already",
            "one that the server makes, on loopback addresses only"),
        new(
            SettingNames.AllowEmptyPassword,
            "true: accounts without a password log in with an empty one, from this machine and without a proxy",
            "the server makes a password for the first account and keeps it in a file"),
        new(
            SettingNames.JwtSecretKey,
            "what tokens are signed with, at least 32 characters",
            "a key that lies in the store, so replicas share it"),
        TokenLifetime.Description,
        IssuedTokenLifetime.Description,
        DeviceLifetime.Description,
        Urls.Description,
        new(
            SettingNames.CertificateFile,
            "a PEM file with the certificate, and after it those that vouch for it",
            "none; https addresses need it"),
        new(SettingNames.CertificateKeyFile, "a PEM file with the key of the certificate", "none; https addresses need it"),
        new(
            SettingNames.AllowedHosts,
            "host names that requests may be for, separated by commas; other names are answered with 400",
            "on loopback addresses without a trusted proxy: localhost, 127.0.0.1 and [::1]; else any"),
        new(
            SettingNames.TrustedProxies,
            "addresses and networks, separated by commas, whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Prefix are believed",
            "nobody's"),
        MaximumRequestBytes.Description,
        MaximumConnections.Description,
        AuditRetention.Description,
        SecretVersions.Description,
        new(
            SettingNames.CheckStore,
            "true to check every row and value of the store at the start, and not to start if one is damaged",
            "false"),
        ShutdownTimeout.Description,
        new(SettingNames.LogFormat, "json, an object a line, or text", "json"),
        new(SettingNames.TelemetryEndpoint, "where metrics and traces are sent", "nothing is measured or sent"),
        .. SecretsStoreCatalog.BuiltIn.Settings,
    ];

    /// <summary>Whether there is a setting of that name.</summary>
    public static bool Exists(string name) => All.Any(setting => setting.Name == name);
}
