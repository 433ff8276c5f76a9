using ZenML.Core.Runs.Tracking;
using ZenML.Core.Servers;

namespace ZenML.Core;

/// <summary>All services for one caller, including those that only a server offers.</summary>
public interface IServerServices : IZenServices, IAccountServices
{
    /// <summary>The settings of the server.</summary>
    IServerSettingsService Settings { get; }

    /// <summary>The runs, steps and artifacts that clients record.</summary>
    TrackingServices Tracking { get; }
}
