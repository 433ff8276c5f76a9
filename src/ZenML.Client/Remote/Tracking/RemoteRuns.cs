using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Runs of deployments on a server.</summary>
internal sealed class RemoteRuns(ServerConnection connection, CurrentAccount account) : IRunsService
{
    private const int ConcurrentRequests = 8;

    private readonly RecordList<WireValue> list = new(
        connection, ApiPaths.Runs, TrackingFields.Runs, run => new(run["metadata"]["workspace"]["id"].Uuid));

    private readonly RemoteList steps = new(connection, ApiPaths.Steps);

    public async Task<PipelineRun> CreateAsync(NewDeploymentRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var body = await WriteAsync(run, cancellationToken);
        var answer = await connection.PostAsync(ApiPaths.OfWorkspace(run.Workspace.ToString()) + ApiPaths.Runs, body, cancellationToken);
        var made = TrackingReading.ReadRun(answer.Value, []);
        return made.Name == run.Name && IsOf(run, made) ? made : throw WireValue.Unexpected("the run that was asked for");
    }

    public async Task<AdoptedRun> GetOrCreateAsync(NewDeploymentRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.OrchestratorRunId is null)
        {
            throw new ZenException(ErrorCode.InvalidArgument, "To get or create a run, set its orchestrator run id.");
        }

        var body = await WriteAsync(run, cancellationToken);
        var path = ApiPaths.OfWorkspace(run.Workspace.ToString()) + ApiPaths.Runs + ApiPaths.GetOrCreate;
        var answer = (await connection.PostAsync(path, body, cancellationToken)).Value;
        if (answer.Items.ToArray() is not [var found, var created])
        {
            throw WireValue.Unexpected("a run and whether it was created");
        }

        var adopted = TrackingReading.ReadRun(found, []);
        if (!IsOf(run, adopted) || adopted.OrchestratorRunId != run.OrchestratorRunId)
        {
            throw WireValue.Unexpected("the run that was asked for");
        }

        // A new run has no steps.
        return created.Boolean
            ? new AdoptedRun(adopted, true)
            : new AdoptedRun(
                await MadeChange.ReadAsync("The run was found", () => ReadAsync(found, withDetails: true, cancellationToken)), false);
    }

    public async Task<PipelineRun> GetAsync(Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken) =>
        await ReadAsync(
            (await connection.GetAsync($"{ApiPaths.Runs}/{id}", cancellationToken)).WithId(id.Value), withDetails, cancellationToken);

    public async Task<Page<PipelineRun>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var page = await list.ReadPageAsync(query, value => value, null, cancellationToken);
        var runs = new PipelineRun[page.Items.Count];

        // The REST API cannot return the steps of several runs at once.
        await Parallel.ForAsync(
            0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = ConcurrentRequests, CancellationToken = cancellationToken },
            async (index, token) => runs[index] = await ReadAsync(page.Items[index], withDetails, token));
        return new Page<PipelineRun>(runs, page.Index, page.Size, page.Total);
    }

    public async Task<PipelineRun> UpdateAsync(
        Id<PipelineRun> id, RunStatus? status, DateTimeOffset? ended, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("status", status?.ToWord());
            writer.WriteTime("end_time", ended);
        });
        var answer = await connection.PutAsync($"{ApiPaths.Runs}/{id}", body, null, cancellationToken);
        var changed = answer.Value.WithId(id.Value);
        return await MadeChange.ReadAsync("The run was changed", () => ReadAsync(changed, withDetails: true, cancellationToken));
    }

    public Task DeleteAsync(Id<PipelineRun> id, CancellationToken cancellationToken) =>
        connection.DeleteAsync($"{ApiPaths.Runs}/{id}", cancellationToken);

    private static bool IsOf(NewDeploymentRun asked, PipelineRun run) =>
        run.Workspace.Id == asked.Workspace && run.Deployment == asked.Deployment;

    private async Task<JsonBody> WriteAsync(NewDeploymentRun run, CancellationToken cancellationToken)
    {
        var user = run.User ?? (await account.GetAsync(cancellationToken)).Id;
        return JsonBody.Of(writer =>
        {
            writer.WriteOwner(run.Workspace, user);
            writer.WriteString("name", run.Name);
            writer.WriteId("deployment", run.Deployment);
            writer.WriteString("orchestrator_run_id", run.OrchestratorRunId);
            writer.WriteTime("start_time", run.Started);
            writer.WriteTime("end_time", run.Ended);
            writer.WriteString("status", run.Status.ToWord());
            RunDocuments.WriteEmpty(writer, "client_environment");
            writer.WriteDocument("orchestrator_environment", run.OrchestratorEnvironment);
        });
    }

    private async Task<PipelineRun> ReadAsync(WireValue run, bool withDetails, CancellationToken cancellationToken)
    {
        if (!withDetails)
        {
            return TrackingReading.ReadRun(run, null);
        }

        return TrackingReading.ReadRun(run, await steps.ReadStepsAsync(new(run["id"].Uuid), cancellationToken));
    }
}
