namespace ZenML.Core.Runs.Artifacts;

/// <summary>An artifact to record.</summary>
/// <param name="Name">The name, unique in the store.</param>
/// <param name="HasCustomName">Whether a person chose the name.</param>
/// <param name="Tags">The tags.</param>
public sealed record NewArtifact(string Name, bool HasCustomName, IReadOnlyList<string> Tags);
