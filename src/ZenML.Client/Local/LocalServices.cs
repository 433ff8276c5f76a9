using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Local;

/// <summary>The services of a store in this process, whose runs are those of processes on this machine.</summary>
internal sealed class LocalServices(IZenServices services, LeasedPipelineRuns runs) : IZenServices
{
    public ISecretsService Secrets => services.Secrets;

    public IComponentsService Components { get; } = new MaskedComponents(services.Components, services.Flavors);

    public IFlavorsService Flavors => services.Flavors;

    public IStacksService Stacks { get; } =
        new MaskedStacks(services.Stacks, new MaskedComponents(services.Components, services.Flavors));

    public IWorkspacesService Workspaces => services.Workspaces;

    public IUsersService Users => services.Users;

    public IPipelineRunsService PipelineRuns => runs;

    public ITrackingServices Tracking => services.Tracking;

    public IAuditService Audit => services.Audit;
}
