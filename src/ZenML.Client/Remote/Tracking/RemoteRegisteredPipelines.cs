using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Registered pipelines on a server.</summary>
internal sealed class RemoteRegisteredPipelines(ServerConnection connection, CurrentAccount account) : IRegisteredPipelinesService
{
    private readonly RemoteRecords<RegisteredPipeline> pipelines = new(
        connection, account, ApiPaths.Pipelines, value => TrackingReading.ReadPipeline(value));

    private readonly RecordList<RegisteredPipeline> list = new(
        connection, ApiPaths.Pipelines, TrackingFields.Pipelines, pipeline => pipeline.Workspace.Id);

    public Task<RegisteredPipeline> CreateAsync(NewRegisteredPipeline pipeline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipelines.CreateAsync(pipeline.User, pipeline.Workspace, inWorkspace: true, Write, cancellationToken);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteString("name", pipeline.Name);
            writer.WriteString("version", pipeline.Version);
            writer.WriteString("version_hash", pipeline.VersionHash);
            writer.WriteString("docstring", pipeline.Docstring);
            writer.WriteDocument("spec", pipeline.Spec);
        }
    }

    public Task<RegisteredPipeline> GetAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken) =>
        pipelines.GetAsync(id, cancellationToken);

    public Task<Page<RegisteredPipeline>> ListAsync(ListQuery query, CancellationToken cancellationToken) =>
        list.ReadPageAsync(query, value => TrackingReading.ReadPipeline(value), null, cancellationToken);

    public async Task<Page<PipelineNamespace>> ListNamespacesAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.PipelineNamespaces);
        var page = await new RemoteList(connection, ApiPaths.PipelineNamespaces).ReadPageAsync(
            WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        return page.Select(TrackingReading.ReadNamespace);
    }

    public Task<RegisteredPipeline> TouchAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken) =>
        pipelines.UpdateAsync(id, _ => { }, cancellationToken);

    public Task DeleteAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken) =>
        pipelines.DeleteAsync(id, cancellationToken);
}
