using ZenML.Core.Runs.Artifacts;

namespace ZenML.Core.Runs.Steps;

/// <summary>An artifact that a step loaded or produced.</summary>
/// <param name="Name">The name that it has in the step.</param>
/// <param name="Version">The artifact.</param>
public sealed record StepArtifact(string Name, ArtifactVersion Version);
