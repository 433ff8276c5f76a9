using ZenML.Core.Accounts.Users;

namespace ZenML.Core.Runs.Tracking;

/// <summary>What one caller can do with the records that clients make of their runs.</summary>
public sealed class TrackingServices(Caller caller, ServiceDependencies parts)
{
    /// <summary>Pipelines.</summary>
    public TrackedPipelinesService Pipelines { get; } = new(caller, parts);

    /// <summary>Deployments.</summary>
    public DeploymentsService Deployments { get; } = new(caller, parts);

    /// <summary>Runs.</summary>
    public TrackedRunsService Runs { get; } = new(caller, parts);

    /// <summary>Steps.</summary>
    public TrackedStepsService Steps { get; } = new(caller, parts);

    /// <summary>Artifacts.</summary>
    public ArtifactsService Artifacts { get; } = new(caller, parts);

    /// <summary>Versions of artifacts.</summary>
    public ArtifactVersionsService ArtifactVersions { get; } = new(caller, parts);

    /// <summary>Notes about runs, steps and artifact versions.</summary>
    public RunMetadataService Metadata { get; } = new(caller, parts);
}
