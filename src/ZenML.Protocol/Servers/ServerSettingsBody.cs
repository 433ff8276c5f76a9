namespace ZenML.Protocol.Servers;

/// <summary>What is always told of a server's settings.</summary>
public sealed record ServerSettingsBody
{
    /// <summary>The server's id.</summary>
    public required Guid ServerId { get; init; }

    /// <summary>Its name.</summary>
    public required string ServerName { get; init; }

    /// <summary>The address of a logo.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Whether there are accounts.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Whether clients may send analytics.</summary>
    public required bool EnableAnalytics { get; init; }

    /// <summary>Whether clients show announcements.</summary>
    public required bool DisplayAnnouncements { get; init; }

    /// <summary>Whether clients show updates.</summary>
    public required bool DisplayUpdates { get; init; }

    /// <summary>When they last changed.</summary>
    public required DateTimeOffset Updated { get; init; }
}
