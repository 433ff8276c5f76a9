namespace ZenML.Core.Runs.Tracking;

/// <summary>The repositories of tracked things.</summary>
public interface ITrackingRepositories
{
    /// <summary>Pipelines.</summary>
    ITrackedPipelineRepository Pipelines { get; }

    /// <summary>Deployments.</summary>
    IDeploymentRepository Deployments { get; }

    /// <summary>Runs.</summary>
    ITrackedRunRepository Runs { get; }

    /// <summary>Steps.</summary>
    ITrackedStepRepository Steps { get; }

    /// <summary>Artifacts.</summary>
    IArtifactRepository Artifacts { get; }

    /// <summary>Versions of artifacts.</summary>
    IArtifactVersionRepository ArtifactVersions { get; }

    /// <summary>Notes about runs, steps and artifact versions.</summary>
    IRunMetadataRepository Metadata { get; }
}
