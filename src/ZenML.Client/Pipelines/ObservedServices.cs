using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Pipelines;

/// <summary>Services that tell an observer of every value that passes through them.</summary>
internal sealed class ObservedServices(IZenServices services, Action<SensitiveString> observe) : IZenServices
{
    public ISecretsService Secrets { get; } = new ObservedSecrets(services.Secrets, observe);

    public IComponentsService Components { get; } = new ObservedComponents(services.Components, observe);

    public IFlavorsService Flavors => services.Flavors;

    public IStacksService Stacks => services.Stacks;

    public IWorkspacesService Workspaces => services.Workspaces;

    public IUsersService Users => services.Users;

    public IPipelineRunsService PipelineRuns => services.PipelineRuns;

    public ITrackingServices Tracking => services.Tracking;

    public IAuditService Audit => services.Audit;
}
