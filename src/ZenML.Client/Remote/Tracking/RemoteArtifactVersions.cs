using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Versions of artifacts on a server.</summary>
internal sealed class RemoteArtifactVersions(ServerConnection connection, CurrentAccount account) : IArtifactVersionsService
{
    private readonly RemoteRecords<ArtifactVersion> versions = new(
        connection, account, ApiPaths.ArtifactVersions, value => TrackingReading.ReadArtifactVersion(value));

    private readonly RecordList<ArtifactVersion> list = new(
        connection, ApiPaths.ArtifactVersions, TrackingFields.ArtifactVersions, version => version.Workspace.Id);

    public Task<ArtifactVersion> CreateAsync(NewArtifactVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        return versions.CreateAsync(version.User, version.Workspace, inWorkspace: false, Write, cancellationToken);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteId("artifact_id", version.Artifact);
            writer.WriteString("version", version.Version);
            writer.WriteBoolean("has_custom_name", version.HasCustomName);
            writer.WriteString("type", version.Type);
            writer.WriteId("artifact_store_id", version.ArtifactStore);
            writer.WriteString("uri", version.Uri);
            writer.WriteDocument("materializer", version.Materializer);
            writer.WriteDocument("data_type", version.DataType);
            writer.WriteTexts("tags", version.Tags);
            writer.WriteStartArray("visualizations");
            foreach (var (type, uri) in version.Visualizations)
            {
                writer.WriteStartObject();
                writer.WriteString("type", type);
                writer.WriteString("uri", uri);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }

    public Task<ArtifactVersion> GetAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        versions.GetAsync(id, cancellationToken);

    public Task<Page<ArtifactVersion>> ListAsync(
        ListQuery query, bool onlyUnused, bool withDetails, CancellationToken cancellationToken) => list.ReadPageAsync(
        query, value => TrackingReading.ReadArtifactVersion(value), ("only_unused", onlyUnused ? "true" : "false"), cancellationToken);

    public Task<ArtifactVersion> UpdateTagsAsync(
        Id<ArtifactVersion> id, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken)
    {
        return versions.UpdateAsync(id, Write, cancellationToken);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteTexts("add_tags", add);
            writer.WriteTexts("remove_tags", remove);
        }
    }

    public Task DeleteAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        versions.DeleteAsync(id, cancellationToken);

    public Task DeleteUnusedAsync(bool keepArtifacts, CancellationToken cancellationToken) =>
        connection.DeleteAsync($"{ApiPaths.ArtifactVersions}/?only_versions={(keepArtifacts ? "true" : "false")}", cancellationToken);
}
