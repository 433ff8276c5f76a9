using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Stacks;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.Tracking;

/// <summary>Records runs as a Python client does, in short forms.</summary>
internal sealed class Recorder(TemporaryStore store, Caller? caller = null)
{
    public static readonly OpaqueJson Source = new("""{"type": "builtin", "module": "builtins", "attribute": "int"}""");

    private readonly Caller caller = caller ?? store.Database.LocalCaller;

    public ITrackingServices Services { get; } = store.ServicesOf(caller ?? store.Database.LocalCaller).Tracking;

    public Task<RegisteredPipeline> AddPipelineAsync(string name = "training", string hash = "h1") => Services.Pipelines.CreateAsync(
        new NewRegisteredPipeline
        {
            Workspace = store.Workspace.Id, User = caller.UserId, Name = name, Version = "1", VersionHash = hash,
            Spec = new($$"""{"version": "0.4", "name": "{{name}}", "n": 1.50e+2}"""),
        },
        Token);

    public async Task<Stack> GetStackAsync() => (await store.Services.Stacks.ListAsync(new ListQuery(), Token)).Items[0];

    public async Task<Deployment> AddDeploymentAsync(
        RegisteredPipeline? pipeline = null, params string[] steps) => await Services.Deployments.CreateAsync(
        new NewDeployment
        {
            Workspace = store.Workspace.Id,
            User = caller.UserId,
            RunNameTemplate = "training-{date}",
            Configuration = new("""{"name": "training", "b": 1, "a": 0.10}"""),
            Pipeline = "training",
            Steps =
            [
                .. steps.Select(step =>
                    new DeployedStep(step, new($$"""{"spec": {"of": "{{step}}"}, "config": {"name": "{{step}}"} }"""))),
            ],
            ClientEnvironment = new("""{"os": "linux"}"""),
            ClientVersion = "0.58.0",
            Stack = (await GetStackAsync()).Id,
            RegisteredPipeline = pipeline?.Id,
        },
        Token);

    public NewDeploymentRun NewRun(
        Deployment deployment, string name, string? orchestratorRunId = null, RunStatus status = RunStatus.Running) => new()
    {
        Workspace = store.Workspace.Id, User = caller.UserId, Name = name, Deployment = deployment.Id, Status = status,
        OrchestratorRunId = orchestratorRunId,
        OrchestratorEnvironment = new("""{"where": "here"}"""), Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    public async Task<PipelineRun> AddRunAsync(string name, params string[] steps) =>
        await Services.Runs.CreateAsync(NewRun(await AddDeploymentAsync(null, steps), name, $"orchestrator of {name}"), Token);

    public NewStepRun NewStep(PipelineRun run, string name, RunStatus status = RunStatus.Running) => new()
    {
        Workspace = store.Workspace.Id, User = caller.UserId, Name = name, Run = run.Id, Deployment = run.Deployment!.Value,
        Status = status, CacheKey = $"key of {name}",
    };

    public Task<StepRun> AddStepAsync(PipelineRun run, string name, RunStatus status = RunStatus.Running) =>
        Services.Steps.CreateAsync(NewStep(run, name, status), Token);

    public Task<StepRun> EndStepAsync(
        StepRun step, RunStatus status, params (string Name, ArtifactVersion Version)[] outputs) => Services.Steps.UpdateAsync(
        step.Id,
        new StepRunUpdate { Status = status, Outputs = [.. outputs.Select(output => KeyValuePair.Create(output.Name, output.Version.Id))] },
        Token);

    public Task<Artifact> AddArtifactAsync(string name, params string[] tags) =>
        Services.Artifacts.CreateAsync(new NewArtifact(name, false, tags), Token);

    public NewArtifactVersion NewVersion(Artifact artifact, string version = "1") => new()
    {
        Workspace = store.Workspace.Id, User = caller.UserId, Artifact = artifact.Id, Version = version,
        Type = "DataArtifact", Uri = $"/{artifact.Name}/{version}",
        Materializer = Source, DataType = Source,
    };

    public Task<ArtifactVersion> AddVersionAsync(Artifact artifact, string version = "1") =>
        Services.ArtifactVersions.CreateAsync(NewVersion(artifact, version), Token);

    public Task<IReadOnlyList<RunMetadata>> NoteAsync(
        MetadataSubject subject, Guid id, params (string Key, OpaqueJson Value, string Type)[] entries) =>
        Services.Metadata.CreateAsync(
            new NewRunMetadata
            {
                Workspace = store.Workspace.Id,
                User = caller.UserId,
                Subject = subject,
                SubjectId = id,
                Entries = entries,
            }, Token);
}
