using System.Globalization;
using System.Net;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;

namespace ZenML.Server.Configuration;

/// <summary>How the server is to run. Everything is checked before it starts.</summary>
internal sealed record ServerOptions
{
    private const int ShortestJwtKey = 32;
    private const int ShortestEncryptionKey = 16;

    // A year; less than what revocations are stored for.
    private const int MostTokenMinutes = 525_600;

    /// <summary>Where the store is.</summary>
    public required StoreUrl Store { get; init; }

    /// <summary>The folder of the key ring of a store on a database server.</summary>
    public required string Folder { get; init; }

    /// <summary>What the store's key is derived from; null for a key that the store makes.</summary>
    public SensitiveString? EncryptionKey { get; init; }

    /// <summary>The account that an empty store begins with.</summary>
    public string DefaultUserName { get; init; } = "default";

    /// <summary>Its password.</summary>
    public SensitiveString DefaultUserPassword { get; init; } = "";

    /// <summary>What tokens are signed with; null for a key that the store makes and replicas share.</summary>
    public SensitiveString? JwtSecretKey { get; init; }

    /// <summary>How long a token of a password or an API key lasts.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a token is valid at most that a session was issued for a program.</summary>
    public TimeSpan IssuedTokenLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a device stays logged in.</summary>
    public TimeSpan DeviceLifetime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Where to listen.</summary>
    public IReadOnlyList<Uri> Addresses { get; init; } = [new("http://127.0.0.1:8237")];

    /// <summary>Whether it listens where others than this machine reach it.</summary>
    public bool IsReachableByOthers => Addresses.Any(address => !IsLoopback(address));

    /// <summary>Whether an account that never had a password may log in with an empty one.</summary>
    public bool AllowsEmptyPassword =>
        MayBeWithoutPassword && DefaultUserPassword.Reveal().Length == 0 && !IsReachableByOthers && TrustedProxies.Count == 0;

    /// <summary>Whether the operator wants empty passwords.</summary>
    public bool MayBeWithoutPassword { get; init; }

    /// <summary>Whether the server makes a password for the first account if that has none.</summary>
    public bool MakesFirstPassword => DefaultUserPassword.Reveal().Length == 0 && !IsReachableByOthers && !AllowsEmptyPassword;

    /// <summary>Host names that requests may be for, besides those of this machine.</summary>
    public IReadOnlySet<string> AllowedHosts { get; init; } = new HashSet<string>();

    /// <summary>Whether requests for other host names are rejected.</summary>
    public bool RestrictsHosts => AllowedHosts.Count > 0 || (!IsReachableByOthers && TrustedProxies.Count == 0);

    /// <summary>A PEM file with the certificate, for addresses with <c>https</c>.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>A PEM file with the certificate's key.</summary>
    public string? CertificateKeyFile { get; init; }

    /// <summary>The longest request, in bytes.</summary>
    public long MaximumRequestBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many connections are served at once.</summary>
    public long MaximumConnections { get; init; } = 10_000;

    /// <summary>How many days the audit records are kept.</summary>
    public int AuditRetentionDays { get; init; } = 90;

    /// <summary>How many versions of each secret's values are kept, the current one among them.</summary>
    public int SecretVersions { get; init; } = SecretLimits.DefaultVersions;

    /// <summary>Whether the whole store is checked before the server starts.</summary>
    public bool ChecksStore { get; init; }

    /// <summary>How long requests in flight may take when the server stops.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the log is JSON, an object a line; else it is text.</summary>
    public bool LogsJson { get; init; } = true;

    /// <summary>The proxies whose word about the client's address is taken.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Where metrics and traces are sent; null for nowhere.</summary>
    public Uri? TelemetryEndpoint { get; init; }

    /// <summary>What else is set of OpenTelemetry, by name.</summary>
    public IReadOnlyDictionary<string, string> Telemetry { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the settings.</summary>
    /// <param name="settings">Them by name; see <see cref="SettingNames"/>.</param>
    /// <param name="found">What was found wrong while they were gathered.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, with a line for every mistake.</exception>
    public static ServerOptions Read(IReadOnlyDictionary<string, string> settings, params IReadOnlyCollection<string> found)
    {
        var reader = new SettingsReader(settings);
        var folder = ConfigurationFolder.Find(reader);
        var options = new ServerOptions
        {
            Store = ReadStore(reader, folder),
            Folder = folder,
            EncryptionKey = reader.Secret(SettingNames.EncryptionKey, ShortestEncryptionKey, exactly: true),
            DefaultUserName = reader.Text(SettingNames.DefaultUserName) ?? "default",
            DefaultUserPassword = reader.Text(SettingNames.DefaultUserPassword) ?? "",
            JwtSecretKey = reader.Secret(SettingNames.JwtSecretKey, ShortestJwtKey),
            TokenLifetime = TimeSpan.FromMinutes(reader.Number(SettingNames.TokenLifetime, 1, MostTokenMinutes, otherwise: 1440)),
            IssuedTokenLifetime = TimeSpan.FromMinutes(
                reader.Number(SettingNames.IssuedTokenLifetime, 1, MostTokenMinutes, otherwise: 10_080)),
            DeviceLifetime = TimeSpan.FromMinutes(reader.Number(SettingNames.DeviceLifetime, 1, MostTokenMinutes, otherwise: 129_600)),
            Addresses = ReadAddresses(reader),
            CertificateFile = reader.File(SettingNames.CertificateFile),
            CertificateKeyFile = reader.File(SettingNames.CertificateKeyFile),
            MaximumRequestBytes = reader.Number(
                SettingNames.MaximumRequestBytes, 64 * 1024, 1024 * 1024 * 1024, otherwise: 16 * 1024 * 1024),
            MaximumConnections = reader.Number(SettingNames.MaximumConnections, 1, 1_000_000, otherwise: 10_000),
            AuditRetentionDays = (int)reader.Number(SettingNames.AuditRetention, 1, 36_500, otherwise: 90),
            SecretVersions = (int)reader.Number(
                SettingNames.SecretVersions, 1, SecretLimits.MaximumVersions, otherwise: SecretLimits.DefaultVersions),
            ChecksStore = reader.Switch(SettingNames.CheckStore),
            ShutdownTimeout = TimeSpan.FromSeconds(reader.Number(SettingNames.ShutdownTimeout, 0, 3600, otherwise: 30)),
            LogsJson = reader.Choice(SettingNames.LogFormat, "json", "text") == "json",
            TrustedProxies = reader.Networks(SettingNames.TrustedProxies),
            AllowedHosts = reader.Hosts(SettingNames.AllowedHosts),
            MayBeWithoutPassword = reader.Switch(SettingNames.AllowEmptyPassword),
            TelemetryEndpoint = reader.WebAddress(SettingNames.TelemetryEndpoint),
            Telemetry = TelemetrySettings.Read(settings),
        };
        options.CheckTogether(reader);
        reader.ThrowIfAny(found);
        return options;
    }

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

        // A mistyped path shall not become a new store in a new folder.
        if (url?.File is { } file && Path.GetDirectoryName(file) is { } parent && !Directory.Exists(parent))
        {
            reader.Report(
                SettingNames.StoreUrl,
                $"names a file in the folder '{parent}', which does not exist. "
                    + $"Correct the path, or make the folder for a new store.");
        }

        return url ?? StoreUrl.OfFile("invalid");
    }

    private static List<Uri> ReadAddresses(SettingsReader reader)
    {
        var addresses = new List<Uri>();
        var texts = (reader.Text(SettingNames.Urls) ?? "http://127.0.0.1:8237").Split(
            [';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var (index, text) in texts.Index())
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https"
                && address.PathAndQuery == "/"
                && address.UserInfo.Length == 0
                && (IPAddress.TryParse(address.Host.Trim('[', ']'), out _) || address.Host == "localhost"))
            {
                addresses.Add(address);
            }
            else
            {
                // What has an @ in it may be a password.
                var which = text.Contains('@', StringComparison.Ordinal) || text.Any(char.IsControl) ? "" : $" ('{text}')";
                reader.Report(SettingNames.Urls, string.Create(CultureInfo.InvariantCulture,
                    $"(--urls): address {index + 1}{which} is not an address to listen on. One looks like http://127.0.0.1:8237 or "
                        + $"https://0.0.0.0:8443, with an IP address or localhost."));
            }
        }

        if (addresses.Count == 0 && reader.IsFreeOf(SettingNames.Urls))
        {
            reader.Report(SettingNames.Urls, "names no address.");
        }

        return addresses;
    }

    private static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

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
                $"has an https address; that needs {SettingNames.CertificateFile} and {SettingNames.CertificateKeyFile}.");
        }

        if (MayBeWithoutPassword && (IsReachableByOthers || TrustedProxies.Count > 0))
        {
            reader.Report(SettingNames.AllowEmptyPassword,
                $"is set, but others reach this server: {(IsReachableByOthers ? SettingNames.Urls : SettingNames.TrustedProxies)} says so. "
                + $"Remove it and set {SettingNames.DefaultUserPassword} instead.");
        }

        reader.Check(SettingNames.DefaultUserName, () => ResourceName.Check("user", DefaultUserName));
        var isNewFile = Store.File is { } file && !File.Exists(file);
        if (DefaultUserPassword.Reveal().Length > 0)
        {
            // In an existing store the account may have a password already. Then this one is not used and may be short.
            reader.Check(SettingNames.DefaultUserPassword, () => _ = isNewFile ? PasswordRules.Check(DefaultUserPassword) : null);
        }
        else if (IsReachableByOthers && reader.IsFreeOf(SettingNames.StoreUrl) && isNewFile)
        {
            // Whether an account of a store that is there has a password, the store alone knows; that is seen when it is prepared.
            reader.Report(SettingNames.DefaultUserPassword,
                $"is empty, {SettingNames.Urls} names an address that others can reach, and the store is a new one. "
                    + $"Set a password, or listen on 127.0.0.1.");
        }
    }
}
