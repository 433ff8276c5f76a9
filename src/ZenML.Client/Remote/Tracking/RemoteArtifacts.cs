using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Artifacts on a server.</summary>
internal sealed class RemoteArtifacts(ServerConnection connection, CurrentAccount account) : IArtifactsService
{
    private readonly RemoteRecords<Artifact> artifacts = new(connection, account, ApiPaths.Artifacts, TrackingReading.ReadArtifact);

    private readonly RemoteList list = new(connection, ApiPaths.Artifacts);

    public Task<Artifact> CreateAsync(NewArtifact artifact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return artifacts.CreateAsync(Write, cancellationToken);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteString("name", artifact.Name);
            writer.WriteBoolean("has_custom_name", artifact.HasCustomName);
            writer.WriteTexts("tags", artifact.Tags);
        }
    }

    public Task<Artifact> GetAsync(Id<Artifact> id, CancellationToken cancellationToken) => artifacts.GetAsync(id, cancellationToken);

    public async Task<Page<Artifact>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Artifacts) with { Workspace = null };
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        return page.Select(TrackingReading.ReadArtifact);
    }

    public Task<Artifact> UpdateAsync(Id<Artifact> id, ArtifactUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return artifacts.UpdateAsync(id, Write, cancellationToken);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteString("name", update.Name);
            if (update.HasCustomName is { } hasCustomName)
            {
                writer.WriteBoolean("has_custom_name", hasCustomName);
            }

            writer.WriteTexts("add_tags", update.AddTags);
            writer.WriteTexts("remove_tags", update.RemoveTags);
        }
    }

    public Task DeleteAsync(Id<Artifact> id, CancellationToken cancellationToken) => artifacts.DeleteAsync(id, cancellationToken);
}
