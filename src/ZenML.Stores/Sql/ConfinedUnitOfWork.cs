using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Idempotency;
using ZenML.Core.Persistence;
using ZenML.Core.PlainResources;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Servers;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Repositories;
using ZenML.Stores.Sql.Repositories.PlainResources;
using ZenML.Stores.Sql.Repositories.Tracking;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql;

/// <summary>
/// The repositories for a caller who does not see every workspace. What belongs to workspaces is read through a confined session;
/// secrets, accounts and the server itself are those of the whole unit.
/// </summary>
/// <param name="whole">The unit of the transaction.</param>
/// <param name="session">The connection, confined.</param>
/// <param name="sealer">Encrypts and decrypts values.</param>
internal sealed class ConfinedUnitOfWork(SqlUnitOfWork whole, SqlSession session, ValueSealer sealer) : IUnitOfWork
{
    public IUnitOfWork Whole => whole;

    public ISecretUsageRepository SecretUsages => field ??= new SecretUsageRepository(session);

    public IComponentRepository Components => field ??= new ComponentRepository(session, sealer);

    public IFlavorRepository Flavors => field ??= new FlavorRepository(session);

    public IStackRepository Stacks => field ??= new StackRepository(session);

    public IWorkspaceRepository Workspaces => field ??= new WorkspaceRepository(session);

    public IPipelineRunRepository PipelineRuns => field ??= new PipelineRunRepository(session);

    public ITrackingRepositories Tracking => field ??= new TrackingRepositories(session);

    public IPlainResourceRepository PlainResources => field ??= new PlainResourceRepository(session, sealer);

    public ISecretRepository Secrets => whole.Secrets;

    public IDeletedSecretRepository DeletedSecrets => whole.DeletedSecrets;

    public ISecretHistoryRepository SecretHistory => whole.SecretHistory;

    public ISecretValueRepository SecretValues => whole.SecretValues;

    public IExternalValueRepository ExternalValues => whole.ExternalValues;

    public IUserRepository Users => whole.Users;

    public IAccessRepository Access => whole.Access;

    public ICredentialRepository Credentials => whole.Credentials;

    public ILoginHistory LoginHistory => whole.LoginHistory;

    public IApiKeyRepository ApiKeys => whole.ApiKeys;

    public IIssuedTokenRepository Tokens => whole.Tokens;

    public ITrustRepository Trusts => whole.Trusts;

    public ILinkedIdentityRepository Identities => whole.Identities;

    public ILoginNonceRepository LoginNonces => whole.LoginNonces;

    public IDeviceRepository Devices => whole.Devices;

    public ISettingsRepository Settings => whole.Settings;

    // What is deleted together is deleted whether the caller sees it or not, and each takes the role in its own workspace.
    public IDependentRepository Dependents => whole.Dependents;

    public IIdempotentRequestRepository IdempotentRequests => whole.IdempotentRequests;

    public IAuditRepository Audit => whole.Audit;

    public IUnitOfWork See(WorkspaceView view) => whole.See(view);
}
