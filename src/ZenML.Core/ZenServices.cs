using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Backups;
using ZenML.Core.PlainResources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Models;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Transfers;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.Leaks;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Servers;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;

namespace ZenML.Core;

/// <summary>
/// The services over a database, for one caller. Each is created on first use, as a request needs one or two.
/// </summary>
public sealed class ZenServices(Caller caller, ServiceDependencies shared) : IServerServices
{
    private readonly ServiceDependencies dependencies = shared.For(caller);

    /// <inheritdoc />
    public ISecretsService Secrets => field ??= new SecretsService(caller, dependencies);

    /// <inheritdoc />
    public ISecretMetadataService SecretMetadata => field ??= new SecretMetadataService(caller, dependencies);

    /// <inheritdoc />
    public ISecretChangesService SecretChanges => field ??= new SecretChangesService(caller, dependencies);

    /// <inheritdoc />
    public ISecretHistoryService SecretHistory => field ??= new SecretHistoryService(caller, dependencies);

    /// <inheritdoc />
    public IDeletedSecretService DeletedSecrets => field ??= new DeletedSecretService(caller, dependencies);

    /// <inheritdoc />
    public ISecretEditService SecretEdits => field ??= new SecretEditService(caller, dependencies);

    /// <inheritdoc />
    public ISecretTransferService SecretTransfers => field ??= new SecretTransferService(caller, dependencies);

    /// <inheritdoc />
    public ISecretImportService SecretImports => field ??= new SecretImportService(caller, dependencies);

    /// <inheritdoc />
    public ISecretLeakService SecretLeaks => field ??= new SecretLeakService(caller, dependencies);

    /// <inheritdoc />
    public ISecretUsageService SecretUsages => field ??= new SecretUsageService(caller, dependencies);

    /// <inheritdoc />
    public IComponentsService Components => field ??= new ComponentsService(caller, dependencies);

    /// <inheritdoc />
    public IFlavorsService Flavors => field ??= new FlavorsService(caller, dependencies);

    /// <inheritdoc />
    public IStacksService Stacks => field ??= new StacksService(caller, dependencies);

    /// <inheritdoc />
    public IWorkspacesService Workspaces => field ??= new WorkspacesService(caller, dependencies);

    /// <inheritdoc />
    public IUsersService Users => field ??= new UsersService(caller, dependencies);

    /// <inheritdoc />
    public IPipelineRunsService PipelineRuns => field ??= new PipelineRunsService(caller, dependencies);

    /// <inheritdoc />
    public IAuditService Audit => field ??= new AuditService(caller, dependencies);

    /// <inheritdoc />
    public IAccountsService Accounts => field ??= new AccountsService(caller, dependencies);

    /// <inheritdoc />
    public IServiceAccountsService ServiceAccounts => field ??= new ServiceAccountsService(caller, dependencies);

    /// <inheritdoc />
    public IApiKeysService ApiKeys => field ??= new ApiKeysService(caller, dependencies);

    /// <inheritdoc />
    public ITrustsService Trusts => field ??= new TrustsService(caller, dependencies);

    /// <inheritdoc />
    public IDevicesService Devices => field ??= new DevicesService(caller, dependencies);

    /// <inheritdoc />
    public IRolesService Roles => field ??= new RolesService(caller, dependencies);

    /// <inheritdoc />
    public IGroupsService Groups => field ??= new GroupsService(caller, dependencies);

    /// <inheritdoc />
    public ISecretSharingService SecretSharing => field ??= new SecretSharingService(caller, dependencies);

    /// <inheritdoc />
    public IAccessReportsService AccessReports => field ??= new AccessReportsService(caller, dependencies);

    /// <inheritdoc />
    public ILinkedIdentitiesService LinkedIdentities => field ??= new LinkedIdentitiesService(caller, dependencies);

    /// <inheritdoc />
    public ITokensService Tokens => field ??= new TokensService(caller, dependencies);

    /// <inheritdoc />
    public IServerSettingsService Settings => field ??= new ServerSettingsService(caller, dependencies);

    /// <inheritdoc />
    public IStoreBackupService Backups => field ??= new StoreBackupService(caller, dependencies);

    /// <inheritdoc />
    public ITagsService Tags => field ??= new TagsService(caller, dependencies);

    /// <inheritdoc />
    public ITrackingServices Tracking => field ??= new TrackingServices(caller, dependencies);

    /// <inheritdoc />
    public PlainResourcesService PlainResources(PlainResourceKind kind) => new(caller, dependencies, kind);

    /// <inheritdoc />
    public IModelServices ModelRegistry => field ??= new ModelServices(caller, dependencies);
}
