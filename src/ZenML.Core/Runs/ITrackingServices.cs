using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;

namespace ZenML.Core.Runs;

/// <summary>What one caller can do with the records of runs: pipelines, deployments, runs, steps, artifacts and metadata.</summary>
public interface ITrackingServices
{
    /// <summary>Registered pipelines.</summary>
    IRegisteredPipelinesService Pipelines { get; }

    /// <summary>Deployments.</summary>
    IDeploymentsService Deployments { get; }

    /// <summary>Runs.</summary>
    IRunsService Runs { get; }

    /// <summary>Steps.</summary>
    IStepRunsService Steps { get; }

    /// <summary>Artifacts.</summary>
    IArtifactsService Artifacts { get; }

    /// <summary>Versions of artifacts.</summary>
    IArtifactVersionsService ArtifactVersions { get; }

    /// <summary>Metadata of runs, steps, artifact versions and model versions.</summary>
    IRunMetadataService Metadata { get; }
}
