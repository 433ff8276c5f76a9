using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Models;
using ZenML.Core.Runs.Steps;

namespace ZenML.Core.Runs;

/// <summary>The repositories of everything that belongs to runs.</summary>
public interface ITrackingRepositories
{
    /// <summary>Registered pipelines.</summary>
    IRegisteredPipelineRepository Pipelines { get; }

    /// <summary>Deployments.</summary>
    IDeploymentRepository Deployments { get; }

    /// <summary>Steps.</summary>
    IStepRunRepository Steps { get; }

    /// <summary>Artifacts.</summary>
    IArtifactRepository Artifacts { get; }

    /// <summary>Versions of artifacts.</summary>
    IArtifactVersionRepository ArtifactVersions { get; }

    /// <summary>Models.</summary>
    IModelRepository Models { get; }

    /// <summary>Versions of models.</summary>
    IModelVersionRepository ModelVersions { get; }

    /// <summary>Links of artifact versions and runs to versions of models.</summary>
    IModelLinkRepository ModelLinks { get; }

    /// <summary>Tags.</summary>
    ITagRepository Tags { get; }

    /// <summary>Metadata of runs, steps, artifact versions and model versions.</summary>
    IRunMetadataRepository Metadata { get; }
}
