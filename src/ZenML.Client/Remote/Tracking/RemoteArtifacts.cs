using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Artifacts on a server.</summary>
internal sealed class RemoteArtifacts(ServerConnection connection) : IArtifactsService
{
    private readonly RemoteList list = new(connection, "/artifacts");

    public async Task<Artifact> CreateAsync(NewArtifact artifact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", artifact.Name);
            writer.WriteBoolean("has_custom_name", artifact.HasCustomName);
            writer.WriteTexts("tags", artifact.Tags);
        });
        return TrackingReading.ReadArtifact((await connection.PostAsync("/artifacts", body, cancellationToken)).Value);
    }

    public async Task<Artifact> GetAsync(Id<Artifact> id, CancellationToken cancellationToken) =>
        TrackingReading.ReadArtifact((await connection.GetAsync($"/artifacts/{id}", cancellationToken)).WithId(id.Value));

    public async Task<Page<Artifact>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Artifacts) with { Workspace = null };
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        return page.Select(TrackingReading.ReadArtifact);
    }

    public async Task<Artifact> UpdateAsync(Id<Artifact> id, ArtifactUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", update.Name);
            if (update.HasCustomName is { } hasCustomName)
            {
                writer.WriteBoolean("has_custom_name", hasCustomName);
            }

            writer.WriteTexts("add_tags", update.AddTags);
            writer.WriteTexts("remove_tags", update.RemoveTags);
        });
        var answer = await connection.PutAsync($"/artifacts/{id}", body, null, cancellationToken);
        return TrackingReading.ReadArtifact(answer.Value.WithId(id.Value));
    }

    public Task DeleteAsync(Id<Artifact> id, CancellationToken cancellationToken) =>
        connection.DeleteAsync($"/artifacts/{id}", cancellationToken);
}
