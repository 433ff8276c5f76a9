using ZenML.Core.Backups;
using ZenML.Core.PlainResources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Models;
using ZenML.Core.Servers;

namespace ZenML.Core;

/// <summary>All that one caller can do, including what only a server offers: accounts, models and settings.</summary>
public interface IServerServices : IZenServices, IAccountServices
{
    /// <summary>The settings of the server.</summary>
    IServerSettingsService Settings { get; }

    /// <summary>Copies of the whole store.</summary>
    IStoreBackupService Backups { get; }

    /// <summary>The plain resources of a kind.</summary>
    PlainResourcesService PlainResources(PlainResourceKind kind);

    /// <summary>Models, their versions and links.</summary>
    IModelServices ModelRegistry { get; }

    /// <summary>Tags of artifacts, models and their versions.</summary>
    ITagsService Tags { get; }
}
