namespace ZenML.Server.Configuration;

/// <summary>The names of settings: environment variables, and keys in the settings file.</summary>
internal static class SettingNames
{
    /// <summary>The settings file, one NAME=value per line. Environment variables override it.</summary>
    public const string File = "ZENML_SERVER_CONFIG";

    /// <summary>The URL of the store.</summary>
    public const string StoreUrl = "ZENML_STORE_URL";

    /// <summary>The folder of the store when there is no <see cref="StoreUrl"/>.</summary>
    public const string ConfigPath = "ZENML_CONFIG_PATH";

    /// <summary>The text that the store's encryption key is derived from.</summary>
    public const string EncryptionKey = "ZENML_SECRETS_STORE_ENCRYPTION_KEY";

    /// <summary>The name of the first account in an empty store.</summary>
    public const string DefaultUserName = "ZENML_DEFAULT_USER_NAME";

    /// <summary>The password of the first account.</summary>
    public const string DefaultUserPassword = "ZENML_DEFAULT_USER_PASSWORD";

    /// <summary>The text that the signing key of tokens is derived from.</summary>
    public const string JwtSecretKey = "ZENML_SERVER_JWT_SECRET_KEY";

    /// <summary>The lifetime of a token, in minutes.</summary>
    public const string TokenLifetime = "ZENML_SERVER_JWT_TOKEN_EXPIRE_MINUTES";

    /// <summary>The maximum lifetime of a token from <c>/api_token</c>, in minutes.</summary>
    public const string IssuedTokenLifetime = "ZENML_SERVER_API_TOKEN_MAX_MINUTES";

    /// <summary>How many days API keys can be valid.</summary>
    public const string LongestApiKeyLifetime = "ZENML_SERVER_API_KEY_MAX_DAYS";

    /// <summary>The lifetime of a token for an identity token, in minutes.</summary>
    public const string WorkloadTokenLifetime = "ZENML_SERVER_WORKLOAD_TOKEN_MINUTES";

    /// <summary>How many minutes a device stays logged in.</summary>
    public const string DeviceLifetime = "ZENML_SERVER_DEVICE_EXPIRATION_MINUTES";

    /// <summary>The addresses to listen on, separated by semicolons.</summary>
    public const string Urls = "ZENML_SERVER_URLS";

    /// <summary>The certificate, a PEM file.</summary>
    public const string CertificateFile = "ZENML_SERVER_TLS_CERTIFICATE";

    /// <summary>The certificate's private key, a PEM file.</summary>
    public const string CertificateKeyFile = "ZENML_SERVER_TLS_KEY";

    /// <summary>The maximum size of a request, in bytes.</summary>
    public const string MaximumRequestBytes = "ZENML_SERVER_MAX_REQUEST_BYTES";

    /// <summary>The maximum number of concurrent connections.</summary>
    public const string MaximumConnections = "ZENML_SERVER_MAX_CONNECTIONS";

    /// <summary>How many requests can wait for changes of secrets at once.</summary>
    public const string MaximumWaiting = "ZENML_SERVER_MAX_WAITING";

    /// <summary>How many days to keep audit records.</summary>
    public const string AuditRetention = "ZENML_SERVER_AUDIT_RETENTION_DAYS";

    /// <summary>How many versions of each secret's values to keep.</summary>
    public const string SecretVersions = "ZENML_SERVER_SECRET_VERSIONS";

    /// <summary>How many days to keep deleted secrets.</summary>
    public const string SecretRetention = "ZENML_SERVER_SECRET_RETENTION_DAYS";

    /// <summary>The role in every workspace that a new account gets.</summary>
    public const string DefaultRole = "ZENML_SERVER_DEFAULT_ROLE";

    /// <summary>Whether to check the whole store before the server starts.</summary>
    public const string CheckStore = "ZENML_SERVER_CHECK_STORE";

    /// <summary>The public key that backups which administrators download are encrypted for.</summary>
    public const string BackupRecipient = "ZENML_SERVER_BACKUP_RECIPIENT";

    /// <summary>How many seconds a stopping server waits for requests in flight.</summary>
    public const string ShutdownTimeout = "ZENML_SERVER_SHUTDOWN_SECONDS";

    /// <summary>The log format: <c>auto</c>, <c>json</c> or <c>text</c>.</summary>
    public const string LogFormat = "ZENML_SERVER_LOG_FORMAT";

    /// <summary>The proxies whose forwarding headers are trusted: addresses and networks, separated by commas.</summary>
    public const string TrustedProxies = "ZENML_SERVER_TRUSTED_PROXIES";

    /// <summary>The host names to accept in requests: names and addresses without a port, separated by commas.</summary>
    public const string AllowedHosts = "ZENML_SERVER_ALLOWED_HOSTS";

    /// <summary>Whether accounts without a password can log in with an empty one, on loopback addresses only.</summary>
    public const string AllowEmptyPassword = "ZENML_SERVER_ALLOW_EMPTY_PASSWORD";

    /// <summary>The endpoint for metrics and traces, which speaks the OpenTelemetry protocol. The other <c>OTEL_*</c> variables
    /// apply as its specification describes.</summary>
    public const string TelemetryEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
}
