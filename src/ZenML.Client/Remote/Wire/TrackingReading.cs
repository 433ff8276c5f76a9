using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Wire;

/// <summary>Reads the records of runs in detail.</summary>
/// <remarks>
/// Resources inside other resources come without metadata. What they lack is empty, except for the workspace, which is that of the
/// outer resource.
/// </remarks>
internal static class TrackingReading
{
    public static RegisteredPipeline ReadPipeline(WireValue value, ResourceReference<Workspace>? workspace = null)
    {
        var (body, metadata) = (value["body"], value.Find("metadata"));
        return new RegisteredPipeline
        {
            Id = new(value["id"].Uuid),
            Name = value["name"].Text,
            Version = body["version"].Text,
            VersionHash = metadata?["version_hash"].Text ?? "",
            Docstring = metadata?.Find("docstring")?.Text,
            Spec = metadata?["spec"].Json ?? OpaqueJson.EmptyMap,
            FirstStatuses = [.. body.Find("status")?.Items.Select(RunReading.ReadStatus) ?? []],
            Workspace = ReadWorkspace(metadata, workspace),
            User = RunReading.ReadOwner(body),
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    public static Deployment ReadDeployment(WireValue value)
    {
        var (body, metadata) = (value["body"], value["metadata"]);
        var workspace = WireReading.ReadNamed<Workspace>(metadata["workspace"]);
        var pipeline = metadata.Find("pipeline") is { } registered ? ReadPipeline(registered, workspace) : null;
        var stack = ReadStack(metadata);
        return new Deployment
        {
            Id = new(value["id"].Uuid),
            RunNameTemplate = metadata["run_name_template"].Text,
            Configuration = metadata["pipeline_configuration"].Json,
            Pipeline = pipeline?.Name ?? metadata["pipeline_configuration"].Find("name")?.Text ?? "",
            RegisteredPipeline = pipeline,
            Steps = [.. metadata["step_configurations"].Entries.Select(entry => new DeployedStep(entry.Key, entry.Value.Json))],
            ClientEnvironment = metadata.Find("client_environment")?.Json ?? OpaqueJson.EmptyMap,
            ClientVersion = metadata.Find("client_version")?.Text,
            ServerVersion = metadata.Find("server_version")?.Text,
            Stack = stack is null ? new(new(Guid.Empty), "") : new(stack.Id, stack.Name),
            CurrentStack = stack,
            Workspace = workspace,
            User = RunReading.ReadOwner(body),
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    /// <summary>Reads a hydrated run with everything that the server knows about it.</summary>
    /// <param name="value">The run.</param>
    /// <param name="steps">Its steps, hydrated; null if they were not requested.</param>
    public static PipelineRun ReadRun(WireValue value, IReadOnlyList<WireValue>? steps)
    {
        var (body, metadata) = (value["body"], value["metadata"]);
        var run = RunReading.ReadRun(value, steps: []);
        return run with
        {
            RegisteredPipeline = body.Find("pipeline") is { } pipeline ? ReadPipeline(pipeline, run.Workspace) : null,
            CurrentStack = ReadStack(body),
            Configuration = run.Deployment is null ? null : metadata.Find("config")?.Json,
            ClientEnvironment = run.Deployment is null ? null : metadata.Find("client_environment")?.Json,
            OrchestratorEnvironment = metadata.Find("orchestrator_environment")?.Json ?? OpaqueJson.EmptyMap,
            OrchestratorRunId = metadata.Find("orchestrator_run_id")?.Text,
            Steps = [.. (steps ?? []).Select(step => ReadStep(step, run)).OrderBy(step => step.Created)],
            Metadata = ReadEntries(metadata, MetadataSubject.PipelineRun, value["id"].Uuid, run.Workspace),
        };
    }

    /// <summary>Reads a hydrated step with everything that the server knows about it.</summary>
    public static StepRun ReadStep(WireValue value, PipelineRun? run = null)
    {
        var (body, metadata) = (value["body"], value["metadata"]);
        var step = RunReading.ReadStep(value["name"].Text, value, run);
        return step with
        {
            Deployment = metadata.Find("deployment_id") is { } deployment ? new Id<Deployment>(deployment.Uuid) : null,
            Document = metadata.Find("config") is { } configuration && metadata.Find("spec") is { } spec
                ? new OpaqueJson($$"""{"spec": {{spec.Json}}, "config": {{configuration.Json}}}""")
                : null,
            Started = metadata.Find("start_time")?.Time,
            CacheKey = metadata.Find("cache_key")?.Text,
            CodeHash = metadata.Find("code_hash")?.Text,
            Docstring = metadata.Find("docstring")?.Text,
            SourceCode = metadata.Find("source_code")?.Text,
            Original = ReadId<StepRun>(metadata, "original_step_run_id"),
            Parents = [.. metadata.Find("parent_step_ids")?.Items.Select(parent => new Id<StepRun>(parent.Uuid)) ?? []],
            Inputs = ReadArtifacts(body, "inputs", step.Workspace),
            Outputs = ReadArtifacts(body, "outputs", step.Workspace),
            Logs = metadata.Find("logs") is { } logs ? new StepLogs(new(logs["id"].Uuid), logs["body"]["uri"].Text, null) : null,
            Metadata = ReadEntries(metadata, MetadataSubject.StepRun, value["id"].Uuid, step.Workspace),
        };
    }

    public static Artifact ReadArtifact(WireValue value)
    {
        var body = value["body"];
        return new Artifact
        {
            Id = new(value["id"].Uuid),
            Name = value["name"].Text,
            HasCustomName = value.Find("metadata")?.Find("has_custom_name")?.Boolean ?? false,
            Tags = ReadTags(body),
            LatestVersion = body.Find("latest_version_id") is { } latest ? new(new(latest.Uuid), body["latest_version_name"].Text) : null,
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    public static ArtifactVersion ReadArtifactVersion(WireValue value, ResourceReference<Workspace>? outer = null)
    {
        var (body, metadata) = (value["body"], value.Find("metadata"));
        var workspace = ReadWorkspace(metadata, outer);
        return new ArtifactVersion
        {
            Id = new(value["id"].Uuid),
            Artifact = ReadArtifact(body["artifact"]),
            Version = body["version"].Text,
            Type = body["type"].Text,
            ArtifactStore = ReadId<Component>(metadata, "artifact_store_id"),
            Uri = body["uri"].Text,
            Materializer = body["materializer"].Json,
            DataType = body["data_type"].Json,
            Tags = ReadTags(body),
            Visualizations =
            [
                .. metadata?.Find("visualizations")?.Items.Select(visualization => new ArtifactVisualization(
                    new(visualization["id"].Uuid), visualization["body"]["type"].Text, visualization["body"]["uri"].Text)) ?? [],
            ],
            ProducerStep = ReadId<StepRun>(metadata, "producer_step_run_id"),
            ProducerRun = ReadId<PipelineRun>(body, "producer_pipeline_run_id"),
            Metadata = ReadEntries(metadata, MetadataSubject.ArtifactVersion, value["id"].Uuid, workspace),
            Workspace = workspace,
            User = RunReading.ReadOwner(body),
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    /// <summary>Reads one entry of metadata that says what it belongs to.</summary>
    public static RunMetadata ReadMetadata(WireValue value)
    {
        var metadata = value["metadata"];
        return ReadMetadata(
            value,
            MetadataSubjects.TryParse(metadata["resource_type"].Text, out var subject) ? subject : default,
            metadata["resource_id"].Uuid,
            WireReading.ReadNamed<Workspace>(metadata["workspace"]));
    }

    /// <summary>Reads the name of a pipeline, with its newest run.</summary>
    public static PipelineNamespace ReadNamespace(WireValue value)
    {
        var body = value["body"];
        var status = body.Find("latest_run_status")?.Text;
        return new PipelineNamespace(
            value["name"].Text,
            body.Find("latest_run_id") is { } run ? new Id<PipelineRun>(run.Uuid) : null,
            RunStatuses.TryParse(status, out var known) ? known : null);
    }

    /// <summary>Reads one entry of metadata.</summary>
    public static RunMetadata ReadMetadata(
        WireValue value, MetadataSubject subject, Guid subjectId, ResourceReference<Workspace> workspace)
    {
        var (body, metadata) = (value["body"], value.Find("metadata"));
        return new RunMetadata
        {
            Id = new(value["id"].Uuid),
            Subject = subject,
            SubjectId = subjectId,
            StackComponent = ReadId<Component>(metadata, "stack_component_id"),
            Key = body["key"].Text,
            Value = body["value"].Json,
            Type = body["type"].Text,
            Workspace = ReadWorkspace(metadata, workspace),
            User = RunReading.ReadOwner(body),
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    private static IReadOnlyList<RunMetadata> ReadEntries(
        WireValue? outer, MetadataSubject subject, Guid subjectId, ResourceReference<Workspace> workspace) =>
        [.. outer?.Find("run_metadata")?.Entries.Select(entry => ReadMetadata(entry.Value, subject, subjectId, workspace)) ?? []];

    private static IReadOnlyList<StepArtifact> ReadArtifacts(WireValue body, string name, ResourceReference<Workspace> workspace) =>
        [.. body.Find(name)?.Entries.Select(entry => new StepArtifact(entry.Key, ReadArtifactVersion(entry.Value, workspace))) ?? []];

    private static IReadOnlyList<Tag> ReadTags(WireValue body) =>
    [
        .. body.Find("tags")?.Items.Select(tag => new Tag(
            new(tag["id"].Uuid),
            tag["name"].Text,
            tag["body"]["tagged_count"].Count,
            tag["body"]["created"].Time,
            tag["body"]["updated"].Time)
        {
            Color = tag["body"].Find("color")?.Text ?? TagColors.Words[0],
        }) ?? [],
    ];

    private static StackSummary? ReadStack(WireValue outer) => outer.Find("stack") is { } stack
        ? new StackSummary(
            new(stack["id"].Uuid),
            stack["name"].Text,
            stack["body"].Find("user") is { } user ? WireReading.ReadNamed<User>(user) : null,
            stack["body"]["created"].Time,
            stack["body"]["updated"].Time)
        : null;

    private static ResourceReference<Workspace> ReadWorkspace(WireValue? metadata, ResourceReference<Workspace>? outer) =>
        metadata?.Find("workspace") is { } workspace
            ? WireReading.ReadNamed<Workspace>(workspace)
            : outer ?? throw WireValue.Unexpected("'workspace'");

    private static Id<TResource>? ReadId<TResource>(WireValue? outer, string name) =>
        outer?.Find(name) is { } id ? new Id<TResource>(id.Uuid) : null;
}
