namespace ZenML.Server.Configuration;

/// <summary>
/// Warns about variables that configure other programs with the same framework, telemetry or drivers but have no effect on
/// this server. Without the warning, whoever sets one would believe that it works.
/// </summary>
internal static class IgnoredVariables
{
    private const string SettingsHelp = "To see all settings: zenml-server --help";
    private const int MaximumNameLength = 100;

    private static readonly string[] HostPrefixes = ["KESTREL__", "LOGGING__", "HOSTBUILDER__"];

    private static readonly string[] HostKeys =
    [
        "URLS", "HTTP_PORTS", "HTTPS_PORTS", "HTTPS_PORT", "PREFERHOSTINGURLS", "ALLOWEDHOSTS", "FORWARDEDHEADERS_ENABLED",
        "ENVIRONMENT", "CONTENTROOT", "WEBROOT", "APPLICATIONNAME", "STARTUPASSEMBLY", "HOSTINGSTARTUPASSEMBLIES",
        "SHUTDOWNTIMEOUTSECONDS", "DETAILEDERRORS", "CAPTURESTARTUPERRORS", "SUPPRESSSTATUSMESSAGES", "STARTUP_HOOKS",
    ];

    // Other keys are common words: without a prefix, any program could use them.
    private static readonly string[] UnprefixedKeys =
        ["URLS", "HTTP_PORTS", "HTTPS_PORTS", "ALLOWEDHOSTS", "FORWARDEDHEADERS_ENABLED"];

    private static readonly string[] PostgreSqlVariables =
    [
        "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSSLCERT", "PGSSLKEY", "PGSSLROOTCERT", "PGSSLNEGOTIATION", "PGGSSENCMODE",
        "PGREQUIREAUTH", "PGOPTIONS", "PGTARGETSESSIONATTRS", "PGCLIENTENCODING", "PGTZ",
    ];

    /// <summary>Warns about each variable by name. Never shows its value.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="usesPostgreSql">Whether the store is a PostgreSQL database, whose driver has its own variables.</param>
    /// <param name="warn">Receives one sentence per variable.</param>
    public static void Warn(IReadOnlyDictionary<string, string> environment, bool usesPostgreSql, Action<string> warn)
    {
        var names = environment.Where(variable => variable.Value.Length > 0).Select(variable => variable.Key);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (Find(name, usesPostgreSql) is { } hint)
            {
                warn($"{Printable(name)} is not a setting of this server and has no effect. {hint}");
            }
        }
    }

    /// <summary>Returns the name of a variable in a form that is safe to print: names can contain any characters.</summary>
    public static string Printable(string name)
    {
        var start = string.Concat(name.TakeWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' or '.' or '-'));
        return start.Length == name.Length && name.Length <= MaximumNameLength
            ? name
            : $"A variable that begins with {start[..Math.Min(start.Length, MaximumNameLength)]}";
    }

    /// <returns>What to do instead; null if the variable is not one of these.</returns>
    private static string? Find(string name, bool usesPostgreSql)
    {
        if (name.StartsWith(TelemetrySettings.Prefix, StringComparison.Ordinal))
        {
            return TelemetrySettings.Exists(name) ? null : SettingsHelp;
        }

        if (PostgreSqlVariables.Contains(name))
        {
            return usesPostgreSql ? $"Only {SettingNames.StoreUrl} configures the connection to the database." : null;
        }

        var key = name.ToUpperInvariant().Replace(":", "__", StringComparison.Ordinal);
        if (TryRemovePrefix(ref key, "ASPNETCORE_"))
        {
            return Hint(key);
        }

        if (TryRemovePrefix(ref key, "DOTNET_"))
        {
            return IsHostKey(key) || key.StartsWith("SYSTEM_NET_", StringComparison.Ordinal) ? Hint(key) : null;
        }

        return UnprefixedKeys.Contains(key) || HasHostPrefix(key) ? Hint(key) : null;
    }

    private static bool IsHostKey(string key) => HostKeys.Contains(key) || HasHostPrefix(key);

    private static bool HasHostPrefix(string key) => HostPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    private static string Hint(string key) => key switch
    {
        "URLS" or "HTTP_PORTS" or "HTTPS_PORTS" => $"To choose the addresses, set {SettingNames.Urls}.",
        "FORWARDEDHEADERS_ENABLED" => $"To trust a proxy, set {SettingNames.TrustedProxies}.",
        _ when key.StartsWith("KESTREL__CERTIFICATES", StringComparison.Ordinal) =>
            $"To choose the certificate, set {SettingNames.CertificateFile}.",
        _ when key.StartsWith("KESTREL__", StringComparison.Ordinal) => $"To choose the addresses, set {SettingNames.Urls}.",
        _ when key.StartsWith("LOGGING__", StringComparison.Ordinal) => $"To choose the log format, set {SettingNames.LogFormat}.",
        _ => SettingsHelp,
    };

    private static bool TryRemovePrefix(ref string text, string prefix)
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[prefix.Length..];
        return true;
    }
}
