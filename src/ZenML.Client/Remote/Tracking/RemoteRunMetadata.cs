using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Metadata of runs, steps and artifact versions on a server.</summary>
internal sealed class RemoteRunMetadata(ServerConnection connection, CurrentAccount account) : IRunMetadataService
{
    private readonly RecordList<RunMetadata> list = new(
        connection, "/run-metadata", TrackingFields.Metadata, metadata => metadata.Workspace.Id);

    public async Task<IReadOnlyList<RunMetadata>> CreateAsync(NewRunMetadata metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var user = metadata.User ?? (await account.GetAsync(cancellationToken)).Id;
        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(metadata.Workspace, user);
            writer.WriteString("resource_id", metadata.SubjectId);
            writer.WriteString("resource_type", metadata.Subject.ToWord());
            writer.WriteId("stack_component_id", metadata.StackComponent);
            writer.WriteStartObject("values");
            foreach (var (key, value, _) in metadata.Entries)
            {
                writer.WriteDocument(key, value);
            }

            writer.WriteEndObject();
            writer.WriteStartObject("types");
            foreach (var (key, _, type) in metadata.Entries)
            {
                writer.WriteString(key, type);
            }

            writer.WriteEndObject();
        });
        var answer = await connection.PostAsync($"/workspaces/{metadata.Workspace}/run-metadata", body, cancellationToken);
        return
        [
            .. answer.Value.Items.Select(entry => TrackingReading.ReadMetadata(
                entry, metadata.Subject, metadata.SubjectId, WireReading.ReadNamed<Workspace>(entry["metadata"]["workspace"]))),
        ];
    }

    public async Task<RunMetadata> GetAsync(Id<RunMetadata> id, CancellationToken cancellationToken) =>
        TrackingReading.ReadMetadata((await connection.GetAsync($"/run-metadata/{id}?hydrate=true", cancellationToken)).WithId(id.Value));

    public Task<Page<RunMetadata>> ListAsync(ListQuery query, CancellationToken cancellationToken) =>
        list.ReadPageAsync(query, TrackingReading.ReadMetadata, null, cancellationToken);
}
