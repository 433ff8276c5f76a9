namespace ZenML.Core.Runs.Models;

/// <summary>What a linked artifact is for the model.</summary>
public enum ModelArtifactKind
{
    /// <summary>Data that the model was made from or that it made.</summary>
    Data,

    /// <summary>The model itself.</summary>
    Model,

    /// <summary>Where the model is served.</summary>
    Deployment,
}
