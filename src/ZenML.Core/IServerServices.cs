using ZenML.Core.Runs.Tracking;
using ZenML.Core.Servers;

namespace ZenML.Core;

/// <summary>All that one caller can do, with what only a server offers: the care of accounts, and the records that clients make of their runs.</summary>
public interface IServerServices : IZenServices, IAccountServices
{
    /// <summary>The settings of the server.</summary>
    IServerSettingsService Settings { get; }

    /// <summary>What clients record of their runs.</summary>
    TrackingServices Tracking { get; }
}
