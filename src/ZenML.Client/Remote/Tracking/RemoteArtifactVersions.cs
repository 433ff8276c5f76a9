using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Versions of artifacts on a server.</summary>
internal sealed class RemoteArtifactVersions(ServerConnection connection, CurrentAccount account) : IArtifactVersionsService
{
    private readonly RecordList<ArtifactVersion> list = new(
        connection, "/artifact_versions", TrackingFields.ArtifactVersions, version => version.Workspace.Id);

    public async Task<ArtifactVersion> CreateAsync(NewArtifactVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        var user = version.User ?? (await account.GetAsync(cancellationToken)).Id;
        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(version.Workspace, user);
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
        });
        return TrackingReading.ReadArtifactVersion((await connection.PostAsync("/artifact_versions", body, cancellationToken)).Value);
    }

    public async Task<ArtifactVersion> GetAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        TrackingReading.ReadArtifactVersion((await connection.GetAsync($"/artifact_versions/{id}", cancellationToken)).WithId(id.Value));

    public Task<Page<ArtifactVersion>> ListAsync(
        ListQuery query, bool onlyUnused, bool withDetails, CancellationToken cancellationToken) => list.ReadPageAsync(
        query, value => TrackingReading.ReadArtifactVersion(value), ("only_unused", onlyUnused ? "true" : "false"), cancellationToken);

    public async Task<ArtifactVersion> UpdateTagsAsync(
        Id<ArtifactVersion> id, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(writer =>
        {
            writer.WriteTexts("add_tags", add);
            writer.WriteTexts("remove_tags", remove);
        });
        var answer = await connection.PutAsync($"/artifact_versions/{id}", body, null, cancellationToken);
        return TrackingReading.ReadArtifactVersion(answer.Value.WithId(id.Value));
    }

    public Task DeleteAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        connection.DeleteAsync($"/artifact_versions/{id}", cancellationToken);

    public Task DeleteUnusedAsync(bool keepArtifacts, CancellationToken cancellationToken) =>
        connection.DeleteAsync($"/artifact_versions/?only_versions={(keepArtifacts ? "true" : "false")}", cancellationToken);
}
