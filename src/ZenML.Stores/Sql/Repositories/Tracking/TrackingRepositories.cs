using ZenML.Core.Runs.Tracking;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class TrackingRepositories(SqlSession session) : ITrackingRepositories
{
    public ITrackedPipelineRepository Pipelines { get; } = new TrackedPipelineRepository(session);

    public IDeploymentRepository Deployments { get; } = new DeploymentRepository(session);

    public ITrackedRunRepository Runs { get; } = new TrackedRunRepository(session);

    public ITrackedStepRepository Steps { get; } = new TrackedStepRepository(session);

    public IArtifactRepository Artifacts { get; } = new ArtifactRepository(session);

    public IArtifactVersionRepository ArtifactVersions { get; } = new ArtifactVersionRepository(session);

    public IRunMetadataRepository Metadata { get; } = new RunMetadataRepository(session);
}
