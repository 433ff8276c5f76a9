using ZenML.Core.Accounts.Users;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;

namespace ZenML.Core.Runs;

/// <summary>The services for records of runs over a database, acting for one caller. Each one is created on first use.</summary>
public sealed class TrackingServices(Caller caller, ServiceDependencies dependencies) : ITrackingServices
{
    /// <inheritdoc />
    public IRegisteredPipelinesService Pipelines => field ??= new RegisteredPipelinesService(caller, dependencies);

    /// <inheritdoc />
    public IDeploymentsService Deployments => field ??= new DeploymentsService(caller, dependencies);

    /// <inheritdoc />
    public IRunsService Runs => field ??= new RunsService(caller, dependencies);

    /// <inheritdoc />
    public IStepRunsService Steps => field ??= new StepRunsService(caller, dependencies);

    /// <inheritdoc />
    public IArtifactsService Artifacts => field ??= new ArtifactsService(caller, dependencies);

    /// <inheritdoc />
    public IArtifactVersionsService ArtifactVersions => field ??= new ArtifactVersionsService(caller, dependencies);

    /// <inheritdoc />
    public IRunMetadataService Metadata => field ??= new RunMetadataService(caller, dependencies);
}
