namespace ZenML.Protocol.Servers;

/// <summary>What a server says of itself to everyone.</summary>
public sealed record ServerInfo
{
    /// <summary>The server's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The version of ZenML whose contract it keeps.</summary>
    public required string Version { get; init; }

    /// <summary>Whether there are accounts.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Never here.</summary>
    public bool Debug { get; init; }

    /// <summary>Where it runs.</summary>
    public string DeploymentType { get; init; } = "other";

    /// <summary>The kind of database.</summary>
    public required string DatabaseType { get; init; }

    /// <summary>Where values are kept.</summary>
    public string SecretsStoreType { get; init; } = "sql";

    /// <summary>How clients prove who they are.</summary>
    public string AuthScheme { get; init; } = "OAUTH2_PASSWORD_BEARER";

    /// <summary>Not known to it.</summary>
    public string ServerUrl { get; init; } = "";

    /// <summary>It has no dashboard.</summary>
    public string DashboardUrl { get; init; } = "";

    /// <summary>Never here.</summary>
    public bool AnalyticsEnabled { get; init; }

    /// <summary>Nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>It has no dashboard.</summary>
    public bool UseLegacyDashboard { get; init; }
}
