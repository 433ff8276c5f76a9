using System.Collections.Concurrent;
using System.Globalization;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Tracking;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>Records the runs of this library on a server, in the form that the Python client uses.</summary>
internal sealed class RemotePipelineRuns(ServerConnection connection, CurrentAccount account, TimeProvider clock) : IPipelineRunsService
{
    private const int ConcurrentRequests = 8;

    private readonly RemoteList list = new(connection, ApiPaths.Runs);
    private readonly RemoteList allSteps = new(connection, ApiPaths.Steps);
    private readonly ConcurrentDictionary<Guid, IReadOnlyList<string>> stepsOfDeployments = [];

    public async Task<PipelineRun> BeginAsync(NewPipelineRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var user = (await account.GetAsync(cancellationToken)).Id;
        var pipeline = await FindOrCreatePipelineAsync(run, user, cancellationToken);
        var deployment = await CreateDeploymentAsync(run, pipeline, user, cancellationToken);

        // So that the answer to the change below needs no other read.
        stepsOfDeployments[Guid.Parse(deployment)] = run.Steps;
        var now = clock.GetMicrosecondUtcNow();
        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(run.Workspace, user);
            var time = now.UtcDateTime.ToString("yyyy_MM_dd-HH_mm_ss_ffffff", CultureInfo.InvariantCulture);
            writer.WriteString("name", $"{run.Pipeline}-{time}");
            writer.WriteString("deployment", deployment);
            writer.WriteString("pipeline", pipeline);
            writer.WriteString("orchestrator_run_id", Guid.NewGuid());
            writer.WriteTime("start_time", now);
            writer.WriteString("status", RunStatus.Initializing.ToWord());
            RunDocuments.WriteEmpty(writer, "client_environment");
            RunDocuments.WriteEmpty(writer, "orchestrator_environment");
        });
        var answer = await connection.PostAsync(PathIn(run.Workspace, ApiPaths.Runs), body, cancellationToken);
        var begun = await ReadAsync(answer.Value, cancellationToken);
        return begun.Workspace.Id == run.Workspace && begun.Deployment?.Value == Guid.Parse(deployment)
            ? begun
            : throw WireValue.Unexpected("the run that was asked for");
    }

    public async Task<PipelineRun> StartStepAsync(Id<PipelineRun> id, string step, CancellationToken cancellationToken)
    {
        var value = (await connection.GetAsync($"{ApiPaths.Runs}/{id}", cancellationToken)).WithId(id.Value);
        var run = await ReadAsync(value, cancellationToken);
        EnsureHasStep(run, step);
        var user = (await account.GetAsync(cancellationToken)).Id;
        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(run.Workspace.Id, user);
            writer.WriteString("name", step);
            writer.WriteTime("start_time", clock.GetMicrosecondUtcNow());
            writer.WriteString("status", RunStatus.Running.ToWord());
            writer.WriteString("pipeline_run_id", id.ToString());
            writer.WriteString("deployment", value["body"]["deployment_id"].Uuid);
            writer.WriteStartArray("parent_step_ids");
            writer.WriteEndArray();
            RunDocuments.WriteEmpty(writer, "inputs");
            RunDocuments.WriteEmpty(writer, "outputs");
        });
        var started = (await connection.PostAsync(ApiPaths.Steps, body, cancellationToken)).Value;
        return started["name"].Text == step && started["metadata"]["pipeline_run_id"].Uuid == id.Value
            ? await MadeChange.ReadAsync("The step was started", () => GetAsync(id, cancellationToken))
            : throw WireValue.Unexpected("the step that was asked for");
    }

    public async Task<PipelineRun> EndStepAsync(Id<PipelineRun> id, string step, string? error, CancellationToken cancellationToken)
    {
        var value = (await connection.GetAsync($"{ApiPaths.Runs}/{id}", cancellationToken)).WithId(id.Value);
        EnsureHasStep(await ReadAsync(value, cancellationToken), step);
        var stepId = value["metadata"]["steps"].Find(step)?["id"].Uuid
            ?? throw new ZenException(ErrorCode.NotFound, $"The step '{step}' of the run '{value["name"].Text}' has not started.");
        if (error is not null)
        {
            await RecordErrorAsync(value, stepId, error, cancellationToken);
        }

        var status = error is null ? RunStatus.Completed : RunStatus.Failed;
        _ = (await connection.PutAsync($"{ApiPaths.Steps}/{stepId:D}", EndedNow(status), null, cancellationToken)).Value.WithId(stepId);
        return error is null
            ? await MadeChange.ReadAsync("The step was ended", () => GetAsync(id, cancellationToken))
            : await FailAsync(id, cancellationToken);
    }

    public async Task<PipelineRun> FailAsync(Id<PipelineRun> id, CancellationToken cancellationToken)
    {
        var changed = await connection.PutAsync($"{ApiPaths.Runs}/{id}", EndedNow(RunStatus.Failed), null, cancellationToken);
        _ = changed.Value.WithId(id.Value);
        return await MadeChange.ReadAsync("The run was recorded as failed", () => GetAsync(id, cancellationToken));
    }

    public async Task<PipelineRun> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken)
    {
        var confinement = WireQuery.In(workspace);
        var source = new RemoteLookup<PipelineRun>(list, confinement, value => RunReading.ReadRun(value), run => run.Name)
        {
            IsConfined = run => run.Workspace.Id == workspace,
        };
        var found = await Lookup.FindAsync(source, "pipeline run", text, mode, cancellationToken);
        return await GetAsync(found.Id, cancellationToken);
    }

    public async Task<Page<PipelineRun>> ListAsync(ListQuery query, bool withSteps, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, PipelineRunFields.All);
        var written = WireQuery.Write(parsed, name => name == "pipeline" ? "pipeline_name" : name);
        var page = await list.ReadPageAsync(written, parsed.Page, parsed.Size, cancellationToken);
        if (!withSteps)
        {
            return page.Select(value => RunReading.ReadRun(value, steps: [])).EnsureAll(IsConfined);
        }

        // The REST API cannot return the steps of several runs at once.
        var runs = new PipelineRun[page.Items.Count];
        await Parallel.ForAsync(
            0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = ConcurrentRequests, CancellationToken = cancellationToken },
            async (index, token) => runs[index] = await ReadAsync(
                page.Items[index], token, await allSteps.ReadStepsAsync(new(page.Items[index]["id"].Uuid), token)));
        return new Page<PipelineRun>(runs, page.Index, page.Size, page.Total).EnsureAll(IsConfined);

        bool IsConfined(PipelineRun run) => parsed.Workspace is not { } workspace || run.Workspace.Id == workspace;
    }

    private static void EnsureHasStep(PipelineRun run, string step)
    {
        if (run.Steps.All(other => other.Name != step))
        {
            throw new ZenException(ErrorCode.NotFound, $"The run '{run.Name}' has no step '{step}'.");
        }
    }

    private static string PathIn(Id<Workspace> workspace, string collection) => ApiPaths.OfWorkspace(workspace.ToString()) + collection;

    private JsonBody EndedNow(RunStatus status) => JsonBody.Of(writer =>
    {
        writer.WriteString("status", status.ToWord());
        writer.WriteTime("end_time", clock.GetMicrosecondUtcNow());
    });

    private async Task<string> FindOrCreatePipelineAsync(NewPipelineRun run, Id<User> user, CancellationToken cancellationToken)
    {
        var hash = RunDocuments.Hash(run);
        var pipelines = new RemoteList(connection, ApiPaths.Pipelines);
        var query = WireQuery.In(run.Workspace).With("name", QueryWords.EqualTo(run.Pipeline));
        var versions = await pipelines
            .ReadAllAsync(query, cancellationToken)
            .Where(pipeline => pipeline["name"].Text == run.Pipeline)
            .ToListAsync(cancellationToken);
        if (versions.Where(pipeline => pipeline["metadata"]["version_hash"].Text == hash).ToArray() is [var known, ..])
        {
            return known["id"].Uuid.ToString("D");
        }

        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(run.Workspace, user);
            writer.WriteString("name", run.Pipeline);
            writer.WriteString("version", (versions.Count + 1).ToString(CultureInfo.InvariantCulture));
            writer.WriteString("version_hash", hash);
            RunDocuments.WriteSpecification(writer, run);
        });
        var answer = await connection.PostAsync(PathIn(run.Workspace, ApiPaths.Pipelines), body, cancellationToken);
        return answer.Value["id"].Uuid.ToString("D");
    }

    private async Task<string> CreateDeploymentAsync(
        NewPipelineRun run, string pipeline, Id<User> user, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(run.Workspace, user);
            writer.WriteString("run_name_template", $"{run.Pipeline}-{{date}}-{{time}}");
            RunDocuments.WriteConfigurations(writer, run);
            RunDocuments.WriteEmpty(writer, "client_environment");
            writer.WriteString("client_version", "0.58.0");
            writer.WriteString("server_version", "0.58.0");
            writer.WriteString("stack", run.Stack.Id.ToString());
            writer.WriteString("pipeline", pipeline);
        });
        var answer = await connection.PostAsync(PathIn(run.Workspace, ApiPaths.Deployments), body, cancellationToken);
        return answer.Value["id"].Uuid.ToString("D");
    }

    private async Task RecordErrorAsync(WireValue run, Guid step, string error, CancellationToken cancellationToken)
    {
        var workspace = WireReading.ReadNamed<Workspace>(run["metadata"]["workspace"]).Id;
        var user = (await account.GetAsync(cancellationToken)).Id;
        var body = JsonBody.Of(writer =>
        {
            writer.WriteOwner(workspace, user);
            writer.WriteString("resource_id", step);
            writer.WriteString("resource_type", MetadataSubject.StepRun.ToWord());
            writer.WriteStartObject("values");
            writer.WriteString(RunReading.ErrorMetadata, error);
            writer.WriteEndObject();
            writer.WriteStartObject("types");
            writer.WriteString(RunReading.ErrorMetadata, "str");
            writer.WriteEndObject();
        });
        await connection.PostAsync(PathIn(workspace, ApiPaths.RunMetadata), body, cancellationToken);
    }

    private async Task<PipelineRun> GetAsync(Id<PipelineRun> id, CancellationToken cancellationToken) =>
        await ReadAsync((await connection.GetAsync($"{ApiPaths.Runs}/{id}", cancellationToken)).WithId(id.Value), cancellationToken,
            await allSteps.ReadStepsAsync(id, cancellationToken));

    /// <summary>Reads a run including steps that have not started. Their names are in its deployment, which never changes.</summary>
    private async Task<PipelineRun> ReadAsync(
        WireValue value, CancellationToken cancellationToken, IReadOnlyList<WireValue>? details = null)
    {
        if (value["body"].Find("deployment_id") is not { } deployment)
        {
            return RunReading.ReadRun(value, details: details);
        }

        if (!stepsOfDeployments.TryGetValue(deployment.Uuid, out var steps))
        {
            var read = await connection.GetAsync($"{ApiPaths.Deployments}/{deployment.Uuid:D}", cancellationToken);
            var configurations = read.WithId(deployment.Uuid)["metadata"]["step_configurations"];
            stepsOfDeployments[deployment.Uuid] = steps = [.. configurations.Entries.Select(entry => entry.Key)];
        }

        return RunReading.ReadRun(value, steps, details);
    }
}
