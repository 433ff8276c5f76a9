using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Metadata;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Tracking;

/// <summary>Converts artifacts, their versions, tags and metadata to wire records.</summary>
internal static class ArtifactWire
{
    public static ArtifactResource ToWire(this Artifact artifact, bool hydrate) => new()
    {
        Id = artifact.Id.Value,
        Name = artifact.Name,
        Body = new ArtifactBody
        {
            Created = artifact.Created,
            Updated = artifact.Updated,
            Tags = ToWire(artifact.Tags),
            LatestVersionName = artifact.LatestVersion?.Name,
            LatestVersionId = artifact.LatestVersion?.Id.Value,
        },
        Metadata = hydrate ? new ArtifactMetadata { HasCustomName = artifact.HasCustomName } : null,
    };

    public static ArtifactVersionResource ToWire(this ArtifactVersion version, NamedLoader named, bool hydrate) => new()
    {
        Id = version.Id.Value,
        Body = new ArtifactVersionBody
        {
            Created = version.Created,
            Updated = version.Updated,
            User = named.Find(version.User),
            Artifact = version.Artifact.ToWire(hydrate: false),
            Version = version.Version,
            Uri = version.Uri,
            Type = version.Type,
            Materializer = version.Materializer,
            DataType = version.DataType,
            Tags = ToWire(version.Tags),
            ProducerPipelineRunId = version.ProducerRun?.Value,
        },
        Metadata = !hydrate ? null : new ArtifactVersionMetadata
        {
            Workspace = named.Find(version.Workspace),
            ArtifactStoreId = version.ArtifactStore?.Value,
            ProducerStepRunId = version.ProducerStep?.Value,
            Visualizations = [.. version.Visualizations.Select(picture => ToWire(version, picture))],
            RunMetadata = version.Metadata.ToWire(named),
        },
    };

    public static RunMetadataResource ToWire(this RunMetadata metadata, NamedLoader named, bool hydrate) => new()
    {
        Id = metadata.Id.Value,
        Body = new RunMetadataBody
        {
            Created = metadata.Created,
            Updated = metadata.Updated,
            User = named.Find(metadata.User),
            Key = metadata.Key,
            Value = metadata.Value,
            Type = metadata.Type,
        },
        Metadata = !hydrate ? null : new RunMetadataMetadata
        {
            Workspace = named.Find(metadata.Workspace),
            ResourceId = metadata.SubjectId,
            ResourceType = metadata.Subject.ToWord(),
            StackComponentId = metadata.StackComponent?.Value,
        },
    };

    public static TagResource ToWire(this Tag tag) => new()
    {
        Id = tag.Id.Value,
        Name = tag.Name,
        Body = new TagBody { Created = tag.Created, Updated = tag.Updated, Color = tag.Color, TaggedCount = tag.UseCount },
    };

    /// <summary>Metadata by key.</summary>
    public static OrderedDictionary<string, RunMetadataResource> ToWire(this IEnumerable<RunMetadata> metadata, NamedLoader named) =>
        new(metadata.Select(entry => KeyValuePair.Create(entry.Key, entry.ToWire(named, hydrate: false))));

    public static IReadOnlyList<TagResource> ToWire(this IEnumerable<Tag> tags) => [.. tags.Select(ToWire)];

    private static VisualizationResource ToWire(ArtifactVersion version, ArtifactVisualization picture) => new()
    {
        Id = picture.Id.Value,
        Body = new VisualizationBody { Created = version.Created, Updated = version.Created, Type = picture.Type, Uri = picture.Uri },
    };
}
