using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Deployments;

/// <summary>The name that versions of a pipeline share, with its newest run.</summary>
/// <param name="Name">The name.</param>
/// <param name="LatestRun">The newest run of any version in any workspace; null if there is none.</param>
/// <param name="LatestStatus">The status of that run.</param>
public sealed record PipelineNamespace(string Name, Id<PipelineRun>? LatestRun, RunStatus? LatestStatus);
