namespace ZenML.Core.Runs.Tracking;

/// <summary>What metadata is about.</summary>
public enum MetadataSubject
{
    /// <summary>A run.</summary>
    PipelineRun,

    /// <summary>A step of a run.</summary>
    StepRun,

    /// <summary>A version of an artifact.</summary>
    ArtifactVersion,

    /// <summary>A version of a model. This store keeps none.</summary>
    ModelVersion,
}
