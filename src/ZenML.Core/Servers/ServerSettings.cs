using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Servers;

/// <summary>The stored settings of a server. All replicas share them.</summary>
public sealed record ServerSettings : IResource
{
    /// <summary>
    /// The server's id, which never changes. It is the issuer and audience of tokens, and part of the cookie's name.
    /// </summary>
    public required Guid ServerId { get; init; }

    /// <summary>The display name.</summary>
    public required string ServerName { get; init; }

    /// <summary>The URL of a logo.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Whether clients may send analytics. The server itself sends none.</summary>
    public bool EnableAnalytics { get; init; }

    /// <summary>Whether clients show announcements.</summary>
    public bool DisplayAnnouncements { get; init; } = true;

    /// <summary>Whether clients show updates.</summary>
    public bool DisplayUpdates { get; init; } = true;

    /// <summary>The onboarding progress that clients store.</summary>
    public ConfigurationMap OnboardingState { get; init; } = new();

    /// <summary>When the settings last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => ServerId;

    string IResource.DisplayName => ServerName;

    Id<Workspace>? IResource.WorkspaceId => null;
}
