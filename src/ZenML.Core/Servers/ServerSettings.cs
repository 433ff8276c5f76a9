using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Servers;

/// <summary>What a server knows of itself. There is one for each database, whatever the number of replicas.</summary>
public sealed record ServerSettings : IResource
{
    /// <summary>The server's id: who issues tokens and for whom, and part of its cookie's name. Never changes.</summary>
    public required Guid ServerId { get; init; }

    /// <summary>The name for people.</summary>
    public required string ServerName { get; init; }

    /// <summary>The address of a logo.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>A wish that clients can read; this server sends no analytics.</summary>
    public bool EnableAnalytics { get; init; }

    /// <summary>Whether clients show announcements.</summary>
    public bool DisplayAnnouncements { get; init; } = true;

    /// <summary>Whether clients show updates.</summary>
    public bool DisplayUpdates { get; init; } = true;

    /// <summary>What clients keep here about a new user's first steps.</summary>
    public ConfigurationMap OnboardingState { get; init; } = new();

    /// <summary>When they last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => ServerId;

    string IResource.DisplayName => ServerName;
}
