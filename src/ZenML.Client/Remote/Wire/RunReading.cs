using ZenML.Client.Remote.Resources;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Wire;

/// <summary>Reads runs and steps as far as this library records them itself.</summary>
internal static class RunReading
{
    /// <summary>The key of the metadata with the error type of a failed step.</summary>
    public const string ErrorMetadata = "error";

    /// <summary>Reads a run.</summary>
    /// <param name="value">The run, hydrated.</param>
    /// <param name="steps">
    /// The names of all its steps in order, if they are known. Otherwise, the run gets only the steps that have started, oldest first.
    /// </param>
    /// <param name="details">
    /// The steps that have started, hydrated, if they were requested. The steps inside the run have no times and no errors.
    /// </param>
    public static PipelineRun ReadRun(WireValue value, IReadOnlyList<string>? steps = null, IReadOnlyList<WireValue>? details = null)
    {
        var (body, metadata) = (value["body"], value["metadata"]);
        var run = new PipelineRun
        {
            Id = new(value["id"].Uuid),
            Name = value["name"].Text,
            Pipeline = body.Find("pipeline")?["name"].Text ?? "",
            Status = ReadStatus(body["status"]),
            Stack = body.Find("stack") is { } stack ? WireReading.ReadNamed<Stack>(stack) : new(new(Guid.Empty), ""),
            Settings = metadata.Find("config")?.Find(RunDocuments.Settings)?.Configuration as ConfigurationMap ?? new ConfigurationMap(),
            Deployment = body.Find("deployment_id") is { } deployment ? new Id<Deployment>(deployment.Uuid) : null,
            Workspace = WireReading.ReadNamed<Workspace>(metadata["workspace"]),
            User = ReadOwner(body),
            Created = body["created"].Time,
            Updated = body["updated"].Time,
            Started = metadata.Find("start_time")?.Time,
            Ended = metadata.Find("end_time")?.Time,
        };
        return run with { Steps = ReadSteps(run, metadata, steps, details) };
    }

    /// <summary>Reads a step of a run.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The step, hydrated or not.</param>
    /// <param name="run">The run, if it is known; otherwise, the step must be hydrated.</param>
    public static StepRun ReadStep(string name, WireValue value, PipelineRun? run)
    {
        var (body, metadata) = (value["body"], value.Find("metadata"));
        return new StepRun
        {
            Id = new(value["id"].Uuid),
            Name = name,
            Run = run?.Id ?? new(value["metadata"]["pipeline_run_id"].Uuid),
            Pipeline = run?.Pipeline,
            Deployment = run?.Deployment,
            Status = ReadStatus(body["status"]),
            Started = metadata?.Find("start_time")?.Time ?? body["created"].Time,
            Ended = metadata?.Find("end_time")?.Time,
            Error = metadata?.Find("run_metadata")?.Find(ErrorMetadata)?.Find("body")?.Find("value") is { IsText: true } error
                ? error.Text
                : null,
            Workspace = run?.Workspace ?? WireReading.ReadNamed<Workspace>(value["metadata"]["workspace"]),
            User = ReadOwner(body),
            Created = body["created"].Time,
            Updated = body["updated"].Time,
        };
    }

    /// <summary>The account in a body; without id and name if it was deleted.</summary>
    public static ResourceReference<User> ReadOwner(WireValue body) =>
        body.Find("user") is { } user ? WireReading.ReadNamed<User>(user) : new(new(Guid.Empty), "");

    /// <summary>The word for a status.</summary>
    public static RunStatus ReadStatus(WireValue value) =>
        RunStatuses.TryParse(value.Text, out var status) ? status : throw WireValue.Unexpected("the status of a run");

    private static StepRun[] ReadSteps(
        PipelineRun run, WireValue metadata, IReadOnlyList<string>? steps, IReadOnlyList<WireValue>? details)
    {
        var started = (details?.Select(step => ReadStep(step["name"].Text, step, run))
            ?? metadata.Find("steps")?.Entries.Select(entry => ReadStep(entry.Key, entry.Value, run))
            ?? []).OrderBy(step => step.Started).ToArray();
        return steps is null
            ? started
            : [.. steps.Select(name => started.FirstOrDefault(step => step.Name == name) ?? NotStarted(run, name))];
    }

    private static StepRun NotStarted(PipelineRun run, string name) => new()
    {
        Id = default,
        Name = name,
        Run = run.Id,
        Pipeline = run.Pipeline,
        Deployment = run.Deployment,
        Status = RunStatus.Initializing,
        Workspace = run.Workspace,
        User = run.User,
        Created = run.Created,
        Updated = run.Created,
    };
}
