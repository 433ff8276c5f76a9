namespace ZenML.Server.Configuration;

/// <summary>
/// Names variables that have an effect on other programs with the same framework, telemetry or drivers, and none on this server.
/// Whoever set one believes that it does something.
/// </summary>
internal static class IgnoredVariables
{
    private const string SettingsHelp = "To see all settings: zenml-server --help";
    private const int LongestName = 100;

    private static readonly string[] HostPrefixes = ["KESTREL__", "LOGGING__", "HOSTBUILDER__"];

    private static readonly string[] HostKeys =
    [
        "URLS", "HTTP_PORTS", "HTTPS_PORTS", "HTTPS_PORT", "PREFERHOSTINGURLS", "ALLOWEDHOSTS", "FORWARDEDHEADERS_ENABLED",
        "ENVIRONMENT", "CONTENTROOT", "WEBROOT", "APPLICATIONNAME", "STARTUPASSEMBLY", "HOSTINGSTARTUPASSEMBLIES",
        "SHUTDOWNTIMEOUTSECONDS", "DETAILEDERRORS", "CAPTURESTARTUPERRORS", "SUPPRESSSTATUSMESSAGES", "STARTUP_HOOKS",
    ];

    // Without a prefix, the others are words that anything may be called by.
    private static readonly string[] BareKeys = ["URLS", "HTTP_PORTS", "HTTPS_PORTS", "ALLOWEDHOSTS", "FORWARDEDHEADERS_ENABLED"];

    private static readonly string[] OfPostgreSql =
    [
        "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSSLCERT", "PGSSLKEY", "PGSSLROOTCERT", "PGSSLNEGOTIATION", "PGGSSENCMODE",
        "PGREQUIREAUTH", "PGOPTIONS", "PGTARGETSESSIONATTRS", "PGCLIENTENCODING", "PGTZ",
    ];

    /// <summary>Warns of each, by name and never with its value.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="usesPostgreSql">Whether the store is on PostgreSQL, whose driver has variables of its own.</param>
    /// <param name="warn">Told a sentence for each.</param>
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

    /// <summary>The name of a variable as it can be shown; names can have any characters.</summary>
    public static string Printable(string name)
    {
        var start = string.Concat(name.TakeWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' or '.' or '-'));
        return start.Length == name.Length && name.Length <= LongestName
            ? name
            : $"A variable that begins with {start[..Math.Min(start.Length, LongestName)]}";
    }

    /// <returns>What to do instead; null if the variable is none of them.</returns>
    private static string? Find(string name, bool usesPostgreSql)
    {
        if (name.StartsWith(TelemetrySettings.Prefix, StringComparison.Ordinal))
        {
            return TelemetrySettings.Exists(name) ? null : SettingsHelp;
        }

        if (OfPostgreSql.Contains(name))
        {
            return usesPostgreSql ? $"How to connect to the database is said by {SettingNames.StoreUrl} alone." : null;
        }

        var key = name.ToUpperInvariant().Replace(":", "__", StringComparison.Ordinal);
        if (TryCut(ref key, "ASPNETCORE_"))
        {
            return Hint(key);
        }

        if (TryCut(ref key, "DOTNET_"))
        {
            return IsHostKey(key) || key.StartsWith("SYSTEM_NET_", StringComparison.Ordinal) ? Hint(key) : null;
        }

        return BareKeys.Contains(key) || HasHostPrefix(key) ? Hint(key) : null;
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
        _ when key.StartsWith("LOGGING__", StringComparison.Ordinal) => $"To choose the form of the log, set {SettingNames.LogFormat}.",
        _ => SettingsHelp,
    };

    private static bool TryCut(ref string text, string prefix)
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[prefix.Length..];
        return true;
    }
}
