using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Steps;

/// <summary>Where the output of a step's code is stored. It is recorded together with the step.</summary>
/// <param name="Id">The identity.</param>
/// <param name="Uri">The location in the artifact store.</param>
/// <param name="ArtifactStore">The client's id of the artifact store; null from a server, which does not return it.</param>
public sealed record StepLogs(Id<StepLogs> Id, string Uri, string? ArtifactStore);
