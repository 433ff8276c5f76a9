using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Steps;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Steps of runs on a server.</summary>
internal sealed class RemoteStepRuns(ServerConnection connection, CurrentAccount account) : IStepRunsService
{
    private readonly RemoteRecords<StepRun> steps = new(connection, account, ApiPaths.Steps, value => TrackingReading.ReadStep(value));

    private readonly RecordList<StepRun> list = new(connection, ApiPaths.Steps, TrackingFields.Steps, step => step.Workspace.Id);

    public async Task<StepRun> CreateAsync(NewStepRun step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        var created = await steps.CreateAsync(step.User, step.Workspace, inWorkspace: false, Write, cancellationToken);
        return created.Name == step.Name && created.Run == step.Run ? created : throw WireValue.Unexpected("the step that was asked for");

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteString("name", step.Name);
            writer.WriteTime("start_time", step.Started);
            writer.WriteTime("end_time", step.Ended);
            writer.WriteString("status", step.Status.ToWord());
            writer.WriteString("cache_key", step.CacheKey);
            writer.WriteString("code_hash", step.CodeHash);
            writer.WriteString("docstring", step.Docstring);
            writer.WriteString("source_code", step.SourceCode);
            writer.WriteId("pipeline_run_id", step.Run);
            writer.WriteId("deployment", step.Deployment);
            writer.WriteId("original_step_run_id", step.Original);
            writer.WriteTexts("parent_step_ids", step.Parents.Select(parent => parent.ToString()));
            writer.WriteArtifacts("inputs", step.Inputs);
            writer.WriteArtifacts("outputs", step.Outputs);
            if (step.Logs is var (uri, artifactStore))
            {
                writer.WriteStartObject("logs");
                writer.WriteString("uri", uri);
                writer.WriteString("artifact_store_id", artifactStore);
                writer.WriteEndObject();
            }
        }
    }

    public Task<StepRun> GetAsync(Id<StepRun> id, CancellationToken cancellationToken) => steps.GetAsync(id, cancellationToken);

    public Task<Page<StepRun>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken) =>
        list.ReadPageAsync(query, value => TrackingReading.ReadStep(value), null, cancellationToken);

    public Task<StepRun> UpdateAsync(Id<StepRun> id, StepRunUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return steps.UpdateAsync(id, Write, cancellationToken);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteString("status", update.Status?.ToWord());
            writer.WriteTime("end_time", update.Ended);
            writer.WriteArtifacts("loaded_artifact_versions", update.Inputs);
            writer.WriteArtifacts("outputs", update.Outputs);
        }
    }
}
