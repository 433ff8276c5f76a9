using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Resources;
using ZenML.Client.Remote.Tracking;
using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Transfers;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.Leaks;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote;

/// <summary>The services of a server, for the account that is logged in.</summary>
internal sealed class RemoteServices : IZenServices, IAccountServices
{
    public RemoteServices(ServerConnection connection, AccountSession session, TimeProvider clock)
    {
        var account = new CurrentAccount(connection, session);
        var flavors = new RemoteFlavors(connection, account);
        var components = new RemoteComponents(connection, account, flavors);
        var secrets = new RemoteSecrets(connection, account);
        Secrets = secrets;
        SecretMetadata = secrets;
        SecretChanges = new RemoteSecretChanges(connection, secrets);
        SecretHistory = new RemoteSecretHistory(connection);
        DeletedSecrets = new RemoteDeletedSecrets(connection, account);
        SecretEdits = new RemoteSecretEdits(connection, secrets);
        SecretTransfers = new RemoteSecretTransfers(connection, secrets);
        SecretImports = new RemoteSecretImports(connection, secrets);
        SecretLeaks = new RemoteSecretLeaks(connection);
        SecretUsages = new RemoteSecretUsages(connection, account, secrets, this);
        Components = components;
        Flavors = flavors;
        Stacks = new RemoteStacks(connection, account, components);
        Workspaces = new RemoteWorkspaces(connection, account);
        Users = new RemoteUsers(connection, account);
        PipelineRuns = new RemotePipelineRuns(connection, account, clock);
        Tracking = new RemoteTracking(connection, account);
        Audit = new RemoteAudit(connection);
        Accounts = new RemoteAccounts(connection, account, session);
        ServiceAccounts = new RemoteServiceAccounts(connection);
        ApiKeys = new RemoteApiKeys(connection);
        Trusts = new RemoteTrusts(connection);
        Devices = new RemoteDevices(connection);
        Roles = new RemoteRoles(connection);
        Groups = new RemoteGroups(connection);
        var sharing = new RemoteSecretSharing(connection);
        SecretSharing = sharing;
        AccessReports = sharing;
        LinkedIdentities = new RemoteLinkedIdentities(connection, account);
        Tokens = new RemoteTokens(connection);
    }

    public ISecretsService Secrets { get; }

    public ISecretMetadataService SecretMetadata { get; }

    public ISecretChangesService SecretChanges { get; }

    public ISecretHistoryService SecretHistory { get; }

    public IDeletedSecretService DeletedSecrets { get; }

    public ISecretEditService SecretEdits { get; }

    public ISecretTransferService SecretTransfers { get; }

    public ISecretImportService SecretImports { get; }

    public ISecretLeakService SecretLeaks { get; }

    public ISecretUsageService SecretUsages { get; }

    public IComponentsService Components { get; }

    public IFlavorsService Flavors { get; }

    public IStacksService Stacks { get; }

    public IWorkspacesService Workspaces { get; }

    public IUsersService Users { get; }

    public IPipelineRunsService PipelineRuns { get; }

    public ITrackingServices Tracking { get; }

    public IAuditService Audit { get; }

    public IAccountsService Accounts { get; }

    public IServiceAccountsService ServiceAccounts { get; }

    public IApiKeysService ApiKeys { get; }

    public ITrustsService Trusts { get; }

    public IDevicesService Devices { get; }

    public IRolesService Roles { get; }

    public IGroupsService Groups { get; }

    public ISecretSharingService SecretSharing { get; }

    public IAccessReportsService AccessReports { get; }

    public ILinkedIdentitiesService LinkedIdentities { get; }

    public ITokensService Tokens { get; }
}
