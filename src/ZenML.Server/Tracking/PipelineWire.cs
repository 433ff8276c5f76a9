using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Protocol.Stacks;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Directories;
using ZenML.Server.PlainResources;

namespace ZenML.Server.Tracking;

/// <summary>Converts pipelines, deployments and their stacks to wire records.</summary>
internal static class PipelineWire
{
    public static PipelineResource ToWire(this RegisteredPipeline pipeline, NamedLoader named, bool hydrate) => new()
    {
        Id = pipeline.Id.Value,
        Name = pipeline.Name,
        Body = new PipelineBody
        {
            Created = pipeline.Created,
            Updated = pipeline.Updated,
            User = named.Find(pipeline.User),
            Status = [.. pipeline.FirstStatuses.Select(status => status.ToWord())],
            Version = pipeline.Version,
        },
        Metadata = !hydrate ? null : new PipelineMetadata
        {
            Workspace = named.Find(pipeline.Workspace),
            VersionHash = pipeline.VersionHash,
            Spec = pipeline.Spec,
            Docstring = pipeline.Docstring,
        },
    };

    public static PipelineNamespaceResource ToWire(this PipelineNamespace name) => new()
    {
        Name = name.Name,
        Body = new PipelineNamespaceBody { LatestRunId = name.LatestRun?.Value, LatestRunStatus = name.LatestStatus?.ToWord() },
    };

    public static DeploymentResource ToWire(this Deployment deployment, NamedLoader named, bool hydrate) => new()
    {
        Id = deployment.Id.Value,
        Body = new DeploymentBody { Created = deployment.Created, Updated = deployment.Updated, User = named.Find(deployment.User) },
        Metadata = !hydrate ? null : new DeploymentMetadata
        {
            Workspace = named.Find(deployment.Workspace),
            RunNameTemplate = deployment.RunNameTemplate,
            PipelineConfiguration = deployment.Configuration,
            StepConfigurations = new(deployment.Steps.Select(step => KeyValuePair.Create(step.Name, step.Document))),
            ClientEnvironment = deployment.ClientEnvironment,
            ClientVersion = deployment.ClientVersion,
            ServerVersion = deployment.ServerVersion,
            Pipeline = deployment.RegisteredPipeline?.ToWire(named, hydrate: false),
            Stack = deployment.CurrentStack?.ToWire(named),
            Build = deployment.Origin.Build.ToNested(named),
            Schedule = deployment.Origin.Schedule.ToNested(named),
            CodeReference = deployment.Origin.Code.ToNested(named),
        },
    };

    /// <summary>The stack, unhydrated.</summary>
    public static StackResource ToWire(this StackSummary stack, NamedLoader named) => new()
    {
        Id = stack.Id.Value,
        Name = stack.Name,
        Body = new StackBody { Created = stack.Created, Updated = stack.Updated, User = named.Find(stack.User) },
    };
}
