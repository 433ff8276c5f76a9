namespace ZenML.Core.Stacks.Components;

/// <summary>What a stack component is for. The closed list of twelve.</summary>
public enum ComponentType
{
    /// <summary>Sends messages from pipelines.</summary>
    Alerter,

    /// <summary>Labels data.</summary>
    Annotator,

    /// <summary>Keeps artifacts. Every stack has one.</summary>
    ArtifactStore,

    /// <summary>Keeps container images.</summary>
    ContainerRegistry,

    /// <summary>Checks data.</summary>
    DataValidator,

    /// <summary>Records experiments.</summary>
    ExperimentTracker,

    /// <summary>Serves features.</summary>
    FeatureStore,

    /// <summary>Builds container images.</summary>
    ImageBuilder,

    /// <summary>Deploys models.</summary>
    ModelDeployer,

    /// <summary>Runs pipelines. Every stack has one.</summary>
    Orchestrator,

    /// <summary>Runs single steps elsewhere.</summary>
    StepOperator,

    /// <summary>Keeps models.</summary>
    ModelRegistry,
}
