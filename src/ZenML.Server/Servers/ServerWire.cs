using ZenML.Core.Servers;
using ZenML.Protocol.Servers;

namespace ZenML.Server.Servers;

/// <summary>Converts the settings of the server to their wire form.</summary>
internal static class ServerWire
{
    /// <summary>Converts the settings.</summary>
    public static ServerSettingsResource ToWire(this ServerSettings settings, bool hydrate) => new()
    {
        Body = new ServerSettingsBody
        {
            ServerId = settings.ServerId,
            ServerName = settings.ServerName,
            LogoUrl = settings.LogoUrl,
            EnableAnalytics = settings.EnableAnalytics,
            DisplayAnnouncements = settings.DisplayAnnouncements,
            DisplayUpdates = settings.DisplayUpdates,
            Updated = settings.Updated,
        },
        Metadata = hydrate ? new ServerSettingsMetadata { OnboardingState = settings.OnboardingState } : null,
    };
}
