using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>A visualization of an artifact version. It is recorded together with the version.</summary>
/// <param name="Id">The identity.</param>
/// <param name="Type">The format: csv, html, image or markdown.</param>
/// <param name="Uri">The location in the artifact store.</param>
public sealed record ArtifactVisualization(Id<ArtifactVisualization> Id, string Type, string Uri);
