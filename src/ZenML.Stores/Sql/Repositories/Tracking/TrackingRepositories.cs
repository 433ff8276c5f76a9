using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Models;
using ZenML.Core.Runs.Steps;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class TrackingRepositories(SqlSession session) : ITrackingRepositories
{
    public IRegisteredPipelineRepository Pipelines { get; } = new RegisteredPipelineRepository(session);

    public IDeploymentRepository Deployments { get; } = new DeploymentRepository(session);

    public IStepRunRepository Steps { get; } = new StepRunRepository(session);

    public IArtifactRepository Artifacts { get; } = new ArtifactRepository(session);

    public IArtifactVersionRepository ArtifactVersions { get; } = new ArtifactVersionRepository(session);

    public IModelRepository Models { get; } = new ModelRepository(session);

    public IModelVersionRepository ModelVersions { get; } = new ModelVersionRepository(session);

    public IModelLinkRepository ModelLinks { get; } = new ModelLinkRepository(session);

    public ITagRepository Tags { get; } = new TagRepository(session);

    public IRunMetadataRepository Metadata { get; } = new RunMetadataRepository(session);
}
