namespace ZenML.Server.Configuration;

/// <summary>
/// Settings of ZenML 0.58's own server that this server does not have. A manifest from that server may contain them, so they
/// do not prevent the start.
/// </summary>
internal static class UpstreamSettings
{
    private static readonly string[] Names =
    [
        "AUTH_COOKIE_DOMAIN", "AUTH_COOKIE_NAME", "AUTH_SCHEME", "BASE_URL", "CORS_ALLOW_ORIGINS", "DASHBOARD_URL",
        "DEPLOYMENT_TYPE", "DEVICE_AUTH_POLLING_INTERVAL", "DEVICE_AUTH_TIMEOUT", "EXTERNAL_COOKIE_NAME",
        "EXTERNAL_LOGIN_URL", "EXTERNAL_SERVER_ID", "EXTERNAL_USER_INFO_URL", "FEATURE_GATE_IMPLEMENTATION_SOURCE",
        "JWT_TOKEN_ALGORITHM", "JWT_TOKEN_AUDIENCE", "JWT_TOKEN_ISSUER", "JWT_TOKEN_LEEWAY_SECONDS",
        "LOGIN_RATE_LIMIT_DAY", "LOGIN_RATE_LIMIT_MINUTE", "MAX_FAILED_DEVICE_AUTH_ATTEMPTS", "METADATA",
        "PIPELINE_RUN_AUTH_WINDOW", "RATE_LIMIT_ENABLED", "RBAC_IMPLEMENTATION_SOURCE", "ROOT_URL_PATH",
        "SECURE_HEADERS_CACHE", "SECURE_HEADERS_CONTENT", "SECURE_HEADERS_CSP", "SECURE_HEADERS_HSTS",
        "SECURE_HEADERS_PERMISSIONS", "SECURE_HEADERS_REFERRER", "SECURE_HEADERS_SERVER", "SECURE_HEADERS_XFO",
        "SECURE_HEADERS_XXP", "TRUSTED_DEVICE_EXPIRATION_MINUTES", "WORKLOAD_MANAGER_IMPLEMENTATION_SOURCE",
    ];

    /// <summary>Whether a variable is such a setting.</summary>
    public static bool Exists(string name) => Names.Any(known => name == $"ZENML_SERVER_{known}");
}
