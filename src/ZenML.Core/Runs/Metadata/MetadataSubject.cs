namespace ZenML.Core.Runs.Metadata;

/// <summary>The kind of resource that metadata belongs to.</summary>
public enum MetadataSubject
{
    /// <summary>A run.</summary>
    PipelineRun,

    /// <summary>A step of a run.</summary>
    StepRun,

    /// <summary>A version of an artifact.</summary>
    ArtifactVersion,

    /// <summary>A version of a model.</summary>
    ModelVersion,
}
