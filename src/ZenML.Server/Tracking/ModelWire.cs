using System.Text.Json;
using ZenML.Core.Runs.Models;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Tracking;

/// <summary>Converts models, their versions and links to wire records.</summary>
internal static class ModelWire
{
    // No version of a model is ever served here, so that the page of its services is always empty.
    private static readonly JsonElement NoServices = JsonElement.Parse(
        """{"services": {"index": 1, "max_size": 5, "total_pages": 1, "total": 0, "items": []}}""");

    public static ModelResource ToWire(this Model model, NamedLoader named, bool hydrate) => new()
    {
        Id = model.Id.Value,
        Name = model.Name,
        Body = new ModelBody
        {
            Created = model.Created,
            Updated = model.Updated,
            User = named.Find(model.User),
            Tags = model.Tags.ToWire(),
            LatestVersionName = model.LatestVersion?.Name,
            LatestVersionId = model.LatestVersion?.Id.Value,
        },
        Metadata = !hydrate ? null : new ModelMetadata
        {
            Workspace = named.Find(model.Workspace),
            License = model.Card.License,
            Description = model.Card.Description,
            Audience = model.Card.Audience,
            UseCases = model.Card.UseCases,
            Limitations = model.Card.Limitations,
            TradeOffs = model.Card.TradeOffs,
            Ethics = model.Card.Ethics,
            SaveModelsToRegistry = model.SaveToRegistry,
        },
    };

    public static ModelVersionResource ToWire(this ModelVersion version, NamedLoader named, bool hydrate) => new()
    {
        Id = version.Id.Value,
        Name = version.Name,
        Body = new ModelVersionBody
        {
            Created = version.Created,
            Updated = version.Updated,
            User = named.Find(version.User),
            Stage = version.Stage,
            Number = version.Number,
            Model = version.Model.ToWire(named, hydrate: false),
            ModelArtifactIds = ToMap(version, ModelArtifactKind.Model),
            DataArtifactIds = ToMap(version, ModelArtifactKind.Data),
            DeploymentArtifactIds = ToMap(version, ModelArtifactKind.Deployment),
            PipelineRunIds = ToMap(version.Runs.Select(run => (run.Name, run.Id.Value))),
            Tags = version.Tags.ToWire(),
        },
        Metadata = !hydrate ? null : new ModelVersionMetadata
        {
            Workspace = named.Find(version.Workspace),
            Description = version.Description,
            RunMetadata = new(version.Metadata.Select(entry => KeyValuePair.Create(entry.Key, entry.ToWire(named, hydrate: true)))),
        },
    };

    /// <summary>The version with its related resources, which only GET and PUT of one version return.</summary>
    public static ModelVersionResource WithResources(this ModelVersionResource version) => version with { Resources = NoServices };

    public static ModelArtifactLinkResource ToWire(this ModelArtifactLink link, NamedLoader named, bool hydrate) => new()
    {
        Id = link.Id.Value,
        Body = new ModelArtifactLinkBody
        {
            Created = link.Created,
            Updated = link.Created,
            Model = link.Model.Value,
            ModelVersion = link.ModelVersion.Value,
            ArtifactVersion = link.ArtifactVersion.ToWire(named, hydrate: false),
            IsModelArtifact = link.Kind == ModelArtifactKind.Model,
            IsDeploymentArtifact = link.Kind == ModelArtifactKind.Deployment,
        },
        Metadata = hydrate ? new NoMetadata() : null,
    };

    public static ModelRunLinkResource ToWire(this ModelRunLink link, NamedLoader named, bool hydrate) => new()
    {
        Id = link.Id.Value,
        Body = new ModelRunLinkBody
        {
            Created = link.Created,
            Updated = link.Created,
            Model = link.Model.Value,
            ModelVersion = link.ModelVersion.Value,
            PipelineRun = link.Run.ToWire(named, hydrate: false),
        },
        Metadata = hydrate ? new NoMetadata() : null,
    };

    private static OrderedDictionary<string, OrderedDictionary<string, Guid>> ToMap(ModelVersion version, ModelArtifactKind kind) => new(
        version.Artifacts.Where(artifact => artifact.Kind == kind).GroupBy(artifact => artifact.Artifact).Select(versions =>
            KeyValuePair.Create(versions.Key, ToMap(versions.Select(artifact => (artifact.Version, artifact.Id.Value))))));

    /// <remarks>Runs of different workspaces can have one name; the newest link counts.</remarks>
    private static OrderedDictionary<string, Guid> ToMap(IEnumerable<(string Name, Guid Id)> linked)
    {
        var map = new OrderedDictionary<string, Guid>();
        foreach (var (name, id) in linked)
        {
            map[name] = id;
        }

        return map;
    }
}
