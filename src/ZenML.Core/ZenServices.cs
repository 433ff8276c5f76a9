using ZenML.Core.Components;
using ZenML.Core.Configurations;
using ZenML.Core.Flavors;
using ZenML.Core.Persistence;
using ZenML.Core.Pipelines;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks;
using ZenML.Core.Users;
using ZenML.Core.Workspaces;

namespace ZenML.Core;

/// <summary>The services over a database, acting for one caller.</summary>
public sealed class ZenServices(Caller caller, IDatabase database, IStructuredText structuredText, TimeProvider clock) : IZenServices
{
    /// <inheritdoc />
    public ISecretsService Secrets { get; } = new SecretsService(caller, database, clock);

    /// <inheritdoc />
    public IComponentsService Components { get; } = new ComponentsService(caller, database, structuredText, clock);

    /// <inheritdoc />
    public IFlavorsService Flavors { get; } = new FlavorsService(caller, database, clock);

    /// <inheritdoc />
    public IStacksService Stacks { get; } = new StacksService(caller, database, clock);

    /// <inheritdoc />
    public IWorkspacesService Workspaces { get; } = new WorkspacesService(database, clock);

    /// <inheritdoc />
    public IUsersService Users { get; } = new UsersService(caller, database);

    /// <inheritdoc />
    public IPipelineRunsService PipelineRuns { get; } = new PipelineRunsService(caller, database, clock);
}
