using ZenML.Core.Runs.Tracking;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Tracking;

/// <summary>Collects whom and what tracked things name, however deep it is nested.</summary>
internal static class TrackingNames
{
    public static NamedLoader Add(this NamedLoader named, TrackedPipeline? pipeline) => named.Add(pipeline?.User).Add(pipeline?.Workspace);

    public static NamedLoader Add(this NamedLoader named, Deployment deployment) =>
        named.Add(deployment.User).Add(deployment.Workspace).Add(deployment.Stack?.User).Add(deployment.Pipeline);

    public static NamedLoader Add(this NamedLoader named, TrackedRun run) =>
        named.Add(run.User).Add(run.Workspace).Add(run.Stack?.User).Add(run.Pipeline).AddAll(run.Steps, Add).AddAll(run.Metadata, Add);

    public static NamedLoader Add(this NamedLoader named, TrackedStep step) =>
        named.Add(step.User).Add(step.Workspace).AddAll(step.Inputs, Add).AddAll(step.Outputs, Add).AddAll(step.Metadata, Add);

    public static NamedLoader Add(this NamedLoader named, ArtifactVersion version) =>
        named.Add(version.User).Add(version.Workspace).AddAll(version.Metadata, Add);

    public static NamedLoader Add(this NamedLoader named, RunMetadata metadata) => named.Add(metadata.User).Add(metadata.Workspace);

    public static NamedLoader AddAll<TItem>(this NamedLoader named, IEnumerable<TItem> items, Func<NamedLoader, TItem, NamedLoader> add) =>
        items.Aggregate(named, add);

    private static NamedLoader Add(NamedLoader named, StepArtifact artifact) => named.Add(artifact.Version);
}
