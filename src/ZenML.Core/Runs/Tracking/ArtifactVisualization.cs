using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Tracking;

/// <summary>A picture of an artifact version. It was recorded when the version was.</summary>
/// <param name="Id">The identity.</param>
/// <param name="Type">What it is: csv, html, image or markdown.</param>
/// <param name="Uri">The place in the artifact store.</param>
public sealed record ArtifactVisualization(Id<ArtifactVisualization> Id, string Type, string Uri);
