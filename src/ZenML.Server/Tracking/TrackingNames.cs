using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Models;
using ZenML.Core.Runs.Steps;
using ZenML.Server.Http.Directories;
using ZenML.Server.PlainResources;

namespace ZenML.Server.Tracking;

/// <summary>Collects the resources that records of runs refer to, at every depth.</summary>
internal static class TrackingNames
{
    public static NamedLoader Add(this NamedLoader named, RegisteredPipeline? pipeline) =>
        named.Add(pipeline?.User).Add(pipeline?.Workspace);

    public static NamedLoader Add(this NamedLoader named, Deployment deployment) =>
        named.Add(deployment.User).Add(deployment.Workspace).Add(deployment.CurrentStack?.User).Add(deployment.RegisteredPipeline)
            .Add(deployment.Origin);

    public static NamedLoader Add(this NamedLoader named, PipelineRun run) =>
        named.Add(run.User).Add(run.Workspace).Add(run.CurrentStack?.User).Add(run.RegisteredPipeline).Add(run.Origin)
            .AddAll(run.Steps, Add).AddAll(run.Metadata, Add);

    public static NamedLoader Add(this NamedLoader named, StepRun step) =>
        named.Add(step.User).Add(step.Workspace).AddAll(step.Inputs, Add).AddAll(step.Outputs, Add).AddAll(step.Metadata, Add);

    public static NamedLoader Add(this NamedLoader named, ArtifactVersion version) =>
        named.Add(version.User).Add(version.Workspace).AddAll(version.Metadata, Add);

    public static NamedLoader Add(this NamedLoader named, Model model) => named.Add(model.User).Add(model.Workspace);

    public static NamedLoader Add(this NamedLoader named, ModelVersion version) =>
        named.Add(version.User).Add(version.Workspace).Add(version.Model).AddAll(version.Metadata, Add);

    public static NamedLoader Add(this NamedLoader named, RunMetadata metadata) => named.Add(metadata.User).Add(metadata.Workspace);

    public static NamedLoader AddAll<TItem>(
        this NamedLoader named, IEnumerable<TItem> items, Func<NamedLoader, TItem, NamedLoader> add) =>
        items.Aggregate(named, add);

    private static NamedLoader Add(NamedLoader named, StepArtifact artifact) => named.Add(artifact.Version);
}
