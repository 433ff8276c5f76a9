using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Servers;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;

namespace ZenML.Core;

/// <summary>The services over a database, acting for one caller. Each is made when it is first asked for: a request needs one or two.</summary>
public sealed class ZenServices(Caller caller, ServiceDependencies parts) : IServerServices
{
    /// <inheritdoc />
    public ISecretsService Secrets => field ??= new SecretsService(caller, parts);

    /// <inheritdoc />
    public IComponentsService Components => field ??= new ComponentsService(caller, parts);

    /// <inheritdoc />
    public IFlavorsService Flavors => field ??= new FlavorsService(caller, parts);

    /// <inheritdoc />
    public IStacksService Stacks => field ??= new StacksService(caller, parts);

    /// <inheritdoc />
    public IWorkspacesService Workspaces => field ??= new WorkspacesService(caller, parts);

    /// <inheritdoc />
    public IUsersService Users => field ??= new UsersService(caller, parts);

    /// <inheritdoc />
    public IPipelineRunsService PipelineRuns => field ??= new PipelineRunsService(caller, parts.Database, parts.Clock);

    /// <inheritdoc />
    public IAuditService Audit => field ??= new AuditService(caller, parts);

    /// <inheritdoc />
    public IAccountsService Accounts => field ??= new AccountsService(caller, parts);

    /// <inheritdoc />
    public IServiceAccountsService ServiceAccounts => field ??= new ServiceAccountsService(caller, parts);

    /// <inheritdoc />
    public IApiKeysService ApiKeys => field ??= new ApiKeysService(caller, parts);

    /// <inheritdoc />
    public IDevicesService Devices => field ??= new DevicesService(caller, parts);

    /// <inheritdoc />
    public IServerSettingsService Settings => field ??= new ServerSettingsService(caller, parts);

    /// <inheritdoc />
    public ITrackingServices Tracking => field ??= new TrackingServices(caller, parts);
}
