namespace ZenML.Server.Configuration;

/// <summary>A setting, as the help of the program describes it; the guide says the same.</summary>
/// <param name="Name">Its name, one of <see cref="SettingNames"/>.</param>
/// <param name="Does">What it does.</param>
/// <param name="Without">What holds without it.</param>
internal sealed record Setting(string Name, string Does, string Without)
{
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
        new(SettingNames.DefaultUserName, "the account that an empty store begins with", "default"),
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
        new(SettingNames.TokenLifetime, "how many minutes a token of a password or an API key lasts", "1440, a day"),
        new(SettingNames.IssuedTokenLifetime,
            "how many minutes a token of /api_token, for a pipeline run, lasts at most", "10080, seven days"),
        new(SettingNames.DeviceLifetime, "how many minutes a device that was approved in a browser stays logged in", "129600, 90 days"),
        new(
            SettingNames.Urls,
            "where to listen, separated by semicolons: IP addresses or localhost, http or https",
            "http://127.0.0.1:8237"),
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
        new(SettingNames.MaximumRequestBytes, "the longest request; longer ones are answered with 413", "16777216, 16 MiB"),
        new(SettingNames.MaximumConnections, "how many connections are served at once", "10000"),
        new(SettingNames.AuditRetention, "how many days audit records are kept", "90"),
        new(SettingNames.SecretVersions, "how many versions of each secret's values are kept, the current one among them", "10"),
        new(
            SettingNames.CheckStore,
            "true to check every row and value of the store at the start, and not to start if one is damaged",
            "false"),
        new(SettingNames.ShutdownTimeout, "how many seconds requests in flight may take when the server stops", "30"),
        new(SettingNames.LogFormat, "json, an object a line, or text", "json"),
        new(SettingNames.TelemetryEndpoint, "where metrics and traces are sent", "nothing is measured or sent"),
    ];

    /// <summary>Whether there is a setting of that name.</summary>
    public static bool Exists(string name) => All.Any(setting => setting.Name == name);
}
