using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Servers;

namespace ZenML.Core;

/// <summary>All that one caller can do, including what only a server offers: accounts and settings.</summary>
public interface IServerServices : IZenServices, IAccountServices
{
    /// <summary>The settings of the server.</summary>
    IServerSettingsService Settings { get; }

    /// <summary>Tags of artifacts and their versions.</summary>
    ITagsService Tags { get; }
}
