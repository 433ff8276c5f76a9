using ZenML.Core.Servers;
using ZenML.Protocol.Servers;

namespace ZenML.Server.Servers;

/// <summary>The settings of the server as they travel.</summary>
internal static class ServerWire
{
    /// <summary>The settings.</summary>
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
