using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;

namespace ZenML.Core.Runs.Models;

/// <summary>An artifact version that is linked to a version of a model, as the version shows it.</summary>
/// <param name="Kind">What it is for the model.</param>
/// <param name="Artifact">The name of the artifact.</param>
/// <param name="Version">The version of the artifact.</param>
/// <param name="Id">The identity of the artifact version.</param>
public sealed record LinkedArtifact(ModelArtifactKind Kind, string Artifact, string Version, Id<ArtifactVersion> Id);
