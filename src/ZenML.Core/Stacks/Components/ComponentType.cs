namespace ZenML.Core.Stacks.Components;

/// <summary>The type of a stack component.</summary>
public enum ComponentType
{
    /// <summary>Sends messages from pipelines.</summary>
    Alerter,

    /// <summary>Labels data.</summary>
    Annotator,

    /// <summary>Stores artifacts. Every stack has one.</summary>
    ArtifactStore,

    /// <summary>Stores container images.</summary>
    ContainerRegistry,

    /// <summary>Validates data.</summary>
    DataValidator,

    /// <summary>Tracks experiments.</summary>
    ExperimentTracker,

    /// <summary>Serves features.</summary>
    FeatureStore,

    /// <summary>Builds container images.</summary>
    ImageBuilder,

    /// <summary>Deploys models.</summary>
    ModelDeployer,

    /// <summary>Runs pipelines. Every stack has one.</summary>
    Orchestrator,

    /// <summary>Runs individual steps elsewhere.</summary>
    StepOperator,

    /// <summary>Stores models.</summary>
    ModelRegistry,
}
