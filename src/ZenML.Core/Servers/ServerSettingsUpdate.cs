using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Servers;

/// <summary>An update of the server settings. Null changes nothing.</summary>
public sealed record ServerSettingsUpdate
{
    /// <summary>The new name.</summary>
    public string? ServerName { get; init; }

    /// <summary>The new URL of the logo.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Whether clients may send analytics.</summary>
    public bool? EnableAnalytics { get; init; }

    /// <summary>Whether clients show announcements.</summary>
    public bool? DisplayAnnouncements { get; init; }

    /// <summary>Whether clients show updates.</summary>
    public bool? DisplayUpdates { get; init; }

    /// <summary>The new onboarding state, replaced as a whole. The only property that every user may change.</summary>
    public ConfigurationMap? OnboardingState { get; init; }
}
