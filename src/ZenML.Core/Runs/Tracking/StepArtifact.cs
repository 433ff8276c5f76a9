namespace ZenML.Core.Runs.Tracking;

/// <summary>An artifact that a step took or made.</summary>
/// <param name="Name">What the step calls it.</param>
/// <param name="Version">The artifact.</param>
public sealed record StepArtifact(string Name, ArtifactVersion Version);
