using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Metadata of runs, steps and artifact versions on a server.</summary>
internal sealed class RemoteRunMetadata(ServerConnection connection, CurrentAccount account) : IRunMetadataService
{
    private readonly RemoteRecords<WireValue> entries = new(connection, account, ApiPaths.RunMetadata, value => value);

    private readonly RecordList<RunMetadata> list = new(
        connection, ApiPaths.RunMetadata, TrackingFields.Metadata, metadata => metadata.Workspace.Id);

    public async Task<IReadOnlyList<RunMetadata>> CreateAsync(NewRunMetadata metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var created = await entries.CreateAsync(metadata.User, metadata.Workspace, inWorkspace: true, Write, cancellationToken);
        return
        [
            .. created.Items.Select(entry => TrackingReading.ReadMetadata(
                entry, metadata.Subject, metadata.SubjectId, WireReading.ReadNamed<Workspace>(entry["metadata"]["workspace"]))),
        ];

        void Write(Utf8JsonWriter writer)
        {
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
        }
    }

    public async Task<RunMetadata> GetAsync(Id<RunMetadata> id, CancellationToken cancellationToken)
    {
        var path = $"{ApiPaths.RunMetadata}/{id}?{QueryWords.Hydrate}=true";
        return TrackingReading.ReadMetadata((await connection.GetAsync(path, cancellationToken)).WithId(id.Value));
    }

    public Task<Page<RunMetadata>> ListAsync(ListQuery query, CancellationToken cancellationToken) =>
        list.ReadPageAsync(query, TrackingReading.ReadMetadata, null, cancellationToken);
}
