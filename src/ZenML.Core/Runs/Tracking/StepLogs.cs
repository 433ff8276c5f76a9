using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Where the output of a step is kept. It was recorded when the step was.</summary>
/// <param name="Id">The identity.</param>
/// <param name="Uri">The place in the artifact store.</param>
/// <param name="ArtifactStore">The artifact store, as the client names it.</param>
public sealed record StepLogs(Id<StepLogs> Id, string Uri, string ArtifactStore);
