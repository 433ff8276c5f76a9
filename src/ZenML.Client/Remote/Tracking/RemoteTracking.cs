using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;

namespace ZenML.Client.Remote.Tracking;

/// <summary>The records of runs on a server.</summary>
internal sealed class RemoteTracking(ServerConnection connection, CurrentAccount account) : ITrackingServices
{
    public IRegisteredPipelinesService Pipelines { get; } = new RemoteRegisteredPipelines(connection, account);

    public IDeploymentsService Deployments { get; } = new RemoteDeployments(connection, account);

    public IRunsService Runs { get; } = new RemoteRuns(connection, account);

    public IStepRunsService Steps { get; } = new RemoteStepRuns(connection, account);

    public IArtifactsService Artifacts { get; } = new RemoteArtifacts(connection, account);

    public IArtifactVersionsService ArtifactVersions { get; } = new RemoteArtifactVersions(connection, account);

    public IRunMetadataService Metadata { get; } = new RemoteRunMetadata(connection, account);
}
