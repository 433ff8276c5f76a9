using ZenML.Client.Remote.Resources;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Runs;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Wire;

/// <summary>Reads the records of runs, those of the Python program among them.</summary>
internal static class RunReading
{
    /// <summary>What the metadata of a failed step calls the kind of its error.</summary>
    public const string ErrorMetadata = "error";

    /// <summary>Reads a run.</summary>
    /// <param name="value">The run, hydrated.</param>
    /// <param name="steps">The names of all its steps in order, where they are known; else those that have begun are told, in the order of their beginning.</param>
    /// <param name="details">
    /// The steps that have begun, hydrated, where they were asked for. Those inside the run have no times and no errors of their own.
    /// </param>
    public static PipelineRun ReadRun(WireValue value, IReadOnlyList<string>? steps = null, IReadOnlyList<WireValue>? details = null)
    {
        var (body, metadata) = (value["body"], value["metadata"]);
        var known = details?.Select(step => ReadStep(step["name"].Text, step)) ?? metadata.Find("steps")?.Entries.Select(entry => ReadStep(entry.Key, entry.Value));
        var begun = (known ?? []).OrderBy(step => step.Started).ToArray();
        return new PipelineRun
        {
            Id = new(value["id"].Uuid),
            Name = value["name"].Text,
            Pipeline = body.Find("pipeline")?["name"].Text ?? "",
            Status = ReadStatus(body["status"]),
            Stack = body.Find("stack") is { } stack ? WireReading.ReadNamed<Stack>(stack) : new(new(Guid.Empty), ""),
            Settings = metadata.Find("config")?.Find(RunDocuments.Settings)?.Configuration as ConfigurationMap ?? new ConfigurationMap(),
            Steps = steps is null
                ? begun
                : [.. steps.Select(name => begun.FirstOrDefault(step => step.Name == name) ?? new StepRun { Name = name, Status = RunStatus.Initializing })],
            Workspace = WireReading.ReadNamed<Workspace>(metadata["workspace"]),
            User = body.Find("user") is { } user ? WireReading.ReadNamed<User>(user) : new(new(Guid.Empty), ""),
            Created = body["created"].Time,
            Updated = body["updated"].Time,
            Ended = metadata.Find("end_time")?.Time,
        };
    }

    private static StepRun ReadStep(string name, WireValue value)
    {
        var metadata = value.Find("metadata");
        return new StepRun
        {
            Name = name,
            Status = ReadStatus(value["body"]["status"]),
            Started = metadata?.Find("start_time")?.Time ?? value["body"]["created"].Time,
            Ended = metadata?.Find("end_time")?.Time,
            Error = metadata?.Find("run_metadata")?.Find(ErrorMetadata)?.Find("body")?.Find("value") is { IsText: true } error ? error.Text : null,
        };
    }

    private static RunStatus ReadStatus(WireValue value) =>
        RunStatuses.TryParse(value.Text, out var status) ? status : throw WireValue.Unexpected("the status of a run");
}
