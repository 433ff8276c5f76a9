using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Steps;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Steps of runs on a server.</summary>
internal sealed class RemoteStepRuns(ServerConnection connection, CurrentAccount account) : IStepRunsService
{
    private readonly RecordList<StepRun> list = new(connection, "/steps", TrackingFields.Steps, step => step.Workspace.Id);

    public async Task<StepRun> CreateAsync(NewStepRun step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        var user = step.User ?? (await account.GetAsync(cancellationToken)).Id;
        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(step.Workspace, user);
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
        });
        var made = TrackingReading.ReadStep((await connection.PostAsync("/steps", body, cancellationToken)).Value);
        return made.Name == step.Name && made.Run == step.Run ? made : throw WireValue.Unexpected("the step that was asked for");
    }

    public async Task<StepRun> GetAsync(Id<StepRun> id, CancellationToken cancellationToken) =>
        TrackingReading.ReadStep((await connection.GetAsync($"/steps/{id}", cancellationToken)).WithId(id.Value));

    public Task<Page<StepRun>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken) =>
        list.ReadPageAsync(query, value => TrackingReading.ReadStep(value), null, cancellationToken);

    public async Task<StepRun> UpdateAsync(Id<StepRun> id, StepRunUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("status", update.Status?.ToWord());
            writer.WriteTime("end_time", update.Ended);
            writer.WriteArtifacts("loaded_artifact_versions", update.Inputs);
            writer.WriteArtifacts("outputs", update.Outputs);
        });
        var answer = await connection.PutAsync($"/steps/{id}", body, null, cancellationToken);
        return TrackingReading.ReadStep(answer.Value.WithId(id.Value));
    }
}
