using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;

namespace ZenML.Core.Runs.Models;

/// <summary>A link of an artifact version to record; see <see cref="ModelArtifactLink"/>.</summary>
public sealed record NewModelArtifactLink : NewModelLink
{
    /// <summary>The artifact version.</summary>
    public required Id<ArtifactVersion> ArtifactVersion { get; init; }

    /// <summary>What the artifact is for the model.</summary>
    public ModelArtifactKind Kind { get; init; }
}
