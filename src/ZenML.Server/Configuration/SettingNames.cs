namespace ZenML.Server.Configuration;

/// <summary>The names of settings: environment variables, and keys of the settings file.</summary>
internal static class SettingNames
{
    /// <summary>Names a file with settings, one NAME=value per line. Environment variables win over it.</summary>
    public const string File = "ZENML_SERVER_CONFIG";

    /// <summary>Where the store is.</summary>
    public const string StoreUrl = "ZENML_STORE_URL";

    /// <summary>The folder of the store when there is no <see cref="StoreUrl"/>.</summary>
    public const string ConfigPath = "ZENML_CONFIG_PATH";

    /// <summary>What the store's key is derived from.</summary>
    public const string EncryptionKey = "ZENML_SECRETS_STORE_ENCRYPTION_KEY";

    /// <summary>The account that an empty store begins with.</summary>
    public const string DefaultUserName = "ZENML_DEFAULT_USER_NAME";

    /// <summary>Its password.</summary>
    public const string DefaultUserPassword = "ZENML_DEFAULT_USER_PASSWORD";

    /// <summary>What tokens are signed with.</summary>
    public const string JwtSecretKey = "ZENML_SERVER_JWT_SECRET_KEY";

    /// <summary>How many minutes a token lasts.</summary>
    public const string TokenLifetime = "ZENML_SERVER_JWT_TOKEN_EXPIRE_MINUTES";

    /// <summary>How many minutes a token of <c>/api_token</c> lasts at most.</summary>
    public const string IssuedTokenLifetime = "ZENML_SERVER_API_TOKEN_MAX_MINUTES";

    /// <summary>How many minutes a device stays logged in.</summary>
    public const string DeviceLifetime = "ZENML_SERVER_DEVICE_EXPIRATION_MINUTES";

    /// <summary>Where to listen, separated by semicolons.</summary>
    public const string Urls = "ZENML_SERVER_URLS";

    /// <summary>The certificate, a PEM file.</summary>
    public const string CertificateFile = "ZENML_SERVER_TLS_CERTIFICATE";

    /// <summary>The certificate's key, a PEM file.</summary>
    public const string CertificateKeyFile = "ZENML_SERVER_TLS_KEY";

    /// <summary>The longest request, in bytes.</summary>
    public const string MaximumRequestBytes = "ZENML_SERVER_MAX_REQUEST_BYTES";

    /// <summary>How many connections are served at once.</summary>
    public const string MaximumConnections = "ZENML_SERVER_MAX_CONNECTIONS";

    /// <summary>How many days audit records are kept.</summary>
    public const string AuditRetention = "ZENML_SERVER_AUDIT_RETENTION_DAYS";

    /// <summary>How many versions of each secret's values are kept.</summary>
    public const string SecretVersions = "ZENML_SERVER_SECRET_VERSIONS";

    /// <summary>Whether the whole store is checked before the server starts.</summary>
    public const string CheckStore = "ZENML_SERVER_CHECK_STORE";

    /// <summary>How many seconds requests in flight may take when the server stops.</summary>
    public const string ShutdownTimeout = "ZENML_SERVER_SHUTDOWN_SECONDS";

    /// <summary>The form of the log: <c>json</c> or <c>text</c>.</summary>
    public const string LogFormat = "ZENML_SERVER_LOG_FORMAT";

    /// <summary>The proxies whose word about the client's address is taken: addresses and networks, separated by commas.</summary>
    public const string TrustedProxies = "ZENML_SERVER_TRUSTED_PROXIES";

    /// <summary>The host names that requests may name: names and addresses without a port, separated by commas.</summary>
    public const string AllowedHosts = "ZENML_SERVER_ALLOWED_HOSTS";

    /// <summary>Whether accounts without a password may log in with an empty one, on loopback addresses only.</summary>
    public const string AllowEmptyPassword = "ZENML_SERVER_ALLOW_EMPTY_PASSWORD";

    /// <summary>Where metrics and traces are sent, by the OpenTelemetry protocol. The other <c>OTEL_*</c> variables work as its
    /// specification says.</summary>
    public const string TelemetryEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
}
