using System.Text.Json;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Stacks.Configurations;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Directories;
using ZenML.Server.PlainResources;

namespace ZenML.Server.Tracking;

/// <summary>Converts runs and steps to wire records.</summary>
internal static class RunWire
{
    public static PipelineRunResource ToWire(this PipelineRun run, NamedLoader named, bool hydrate) => new()
    {
        Id = run.Id.Value,
        Name = run.Name,
        Body = new PipelineRunBody
        {
            Created = run.Created,
            Updated = run.Updated,
            User = named.Find(run.User),
            Status = run.Status.ToWord(),
            Stack = run.CurrentStack?.ToWire(named),
            Pipeline = run.RegisteredPipeline?.ToWire(named, hydrate: false),
            Build = run.Origin.Build.ToNested(named),
            Schedule = run.Origin.Schedule.ToNested(named),
            CodeReference = run.Origin.Code.ToNested(named),
            DeploymentId = run.Deployment?.Value,
        },
        Metadata = !hydrate ? null : new PipelineRunMetadata
        {
            Workspace = named.Find(run.Workspace),
            RunMetadata = run.Metadata.ToWire(named),
            Steps = new(run.Steps.Select(step => KeyValuePair.Create(step.Name, step.ToWire(named, hydrate: false)))),
            Config = ConfigurationOf(run),
            StartTime = run.Started,
            EndTime = run.Ended,
            ClientEnvironment = run.ClientEnvironment ?? OpaqueJson.EmptyMap,
            OrchestratorEnvironment = run.OrchestratorEnvironment,
            OrchestratorRunId = run.OrchestratorRunId,
        },
    };

    /// <summary>The configuration of the pipeline of a run.</summary>
    public static OpaqueJson ConfigurationOf(PipelineRun run) =>
        run.Configuration ?? TrackingRequests.ToDocument(new ConfigurationMap { ["name"] = run.Pipeline });

    /// <summary>The configuration of a step.</summary>
    public static OpaqueJson ConfigurationOf(StepRun step) => ReadDocument(step).Configuration;

    public static StepRunResource ToWire(this StepRun step, NamedLoader named, bool hydrate)
    {
        var (spec, configuration) = hydrate ? ReadDocument(step) : default;
        return new StepRunResource
        {
            Id = step.Id.Value,
            Name = step.Name,
            Body = new StepRunBody
            {
                Created = step.Created,
                Updated = step.Updated,
                User = named.Find(step.User),
                Status = step.Status.ToWord(),
                Inputs = ToWire(step.Inputs, named),
                Outputs = ToWire(step.Outputs, named),
            },
            Metadata = !hydrate ? null : new StepRunMetadata
            {
                Workspace = named.Find(step.Workspace),
                Config = configuration,
                Spec = spec,
                CacheKey = step.CacheKey,
                CodeHash = step.CodeHash,
                Docstring = step.Docstring,
                SourceCode = step.SourceCode,
                StartTime = step.Started,
                EndTime = step.Ended,
                Logs = step.Logs is { } logs ? ToWire(step, logs) : null,
                DeploymentId = step.Deployment?.Value,
                PipelineRunId = step.Run.Value,
                OriginalStepRunId = step.Original?.Value,
                ParentStepIds = [.. step.Parents.Select(parent => parent.Value)],
                RunMetadata = step.Metadata.ToWire(named),
            },
        };
    }

    private static LogsResource ToWire(StepRun step, StepLogs logs) =>
        new() { Id = logs.Id.Value, Body = new LogsBody { Created = step.Created, Updated = step.Created, Uri = logs.Uri } };

    private static OrderedDictionary<string, ArtifactVersionResource> ToWire(IEnumerable<StepArtifact> artifacts, NamedLoader named) =>
        new(artifacts.Select(artifact => KeyValuePair.Create(artifact.Name, artifact.Version.ToWire(named, hydrate: false))));

    /// <remarks>Steps of this library have no such document, so clients get the least that their models accept.</remarks>
    private static (OpaqueJson Spec, OpaqueJson Configuration) ReadDocument(StepRun step)
    {
        if (step.Document is { } text)
        {
            using var document = JsonDocument.Parse(text.Text);
            var root = document.RootElement;
            return (new(root.GetProperty("spec").GetRawText()), new(root.GetProperty("config").GetRawText()));
        }

        var source = new ConfigurationMap { ["module"] = step.Pipeline ?? "", ["attribute"] = step.Name, ["type"] = "unknown" };
        return (
            TrackingRequests.ToDocument(new ConfigurationMap { ["source"] = source, ["upstream_steps"] = new ConfigurationList([]) }),
            TrackingRequests.ToDocument(new ConfigurationMap { ["name"] = step.Name }));
    }
}
