using ZenML.Core.Persistence;
using ZenML.Core.Users;

namespace ZenML.Core.Tracking;

/// <summary>What one caller can do with the records that clients make of their runs.</summary>
public sealed class TrackingServices(Caller caller, IDatabase database, TimeProvider clock)
{
    /// <summary>Pipelines.</summary>
    public TrackedPipelinesService Pipelines { get; } = new(caller, database, clock);

    /// <summary>Deployments.</summary>
    public DeploymentsService Deployments { get; } = new(caller, database, clock);

    /// <summary>Runs.</summary>
    public TrackedRunsService Runs { get; } = new(caller, database, clock);

    /// <summary>Steps.</summary>
    public TrackedStepsService Steps { get; } = new(caller, database, clock);

    /// <summary>Artifacts.</summary>
    public ArtifactsService Artifacts { get; } = new(database, clock);

    /// <summary>Versions of artifacts.</summary>
    public ArtifactVersionsService ArtifactVersions { get; } = new(caller, database, clock);

    /// <summary>Notes about runs, steps and artifact versions.</summary>
    public RunMetadataService Metadata { get; } = new(caller, database, clock);
}
