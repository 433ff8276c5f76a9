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

/// <summary>The repositories over one session, each made when it is first asked for.</summary>
/// <param name="session">The connection.</param>
/// <param name="sealer">Encrypts and decrypts values.</param>
/// <param name="keptVersions">How many versions of a secret's values are kept, the current one among them.</param>
/// <param name="auditTables">Where records of the audit are.</param>
/// <param name="signer">Signs the audit; null for a signer of this unit alone.</param>
internal sealed class SqlUnitOfWork(
    SqlSession session,
    ValueSealer sealer,
    int keptVersions = SecretLimits.DefaultVersions,
    AuditTables? auditTables = null,
    AuditSigner? signer = null) : IUnitOfWork
{
    private SecretRepository? secrets;
    private DeletedSecretRepository? deletedSecrets;
    private SecretHistoryRepository? secretHistory;
    private SecretValueRepository? secretValues;
    private ExternalValueRepository? externalValues;
    private SecretUsageRepository? secretUsages;
    private ComponentRepository? components;
    private FlavorRepository? flavors;
    private StackRepository? stacks;
    private WorkspaceRepository? workspaces;
    private UserRepository? users;
    private AccessRepository? access;
    private CredentialRepository? credentials;
    private LoginHistoryRepository? loginHistory;
    private ApiKeyRepository? apiKeys;
    private IssuedTokenRepository? tokens;
    private TrustRepository? trusts;
    private LinkedIdentityRepository? identities;
    private LoginNonceRepository? loginNonces;
    private DeviceRepository? devices;
    private SettingsRepository? settings;
    private DependentRepository? dependents;
    private IdempotentRequestRepository? idempotentRequests;
    private AuditRepository? audit;
    private PipelineRunRepository? pipelineRuns;
    private TrackingRepositories? tracking;
    private PlainResourceRepository? plainResources;

    public ISecretRepository Secrets => secrets ??= new(session, sealer);

    public IDeletedSecretRepository DeletedSecrets => deletedSecrets ??= new(session, sealer);

    public ISecretHistoryRepository SecretHistory => secretHistory ??= new(session, sealer);

    public ISecretValueRepository SecretValues => secretValues ??= new(session, sealer, keptVersions);

    public IExternalValueRepository ExternalValues => externalValues ??= new(session, sealer, keptVersions);

    public ISecretUsageRepository SecretUsages => secretUsages ??= new(session);

    public IComponentRepository Components => components ??= new(session, sealer);

    public IFlavorRepository Flavors => flavors ??= new(session);

    public IStackRepository Stacks => stacks ??= new(session);

    public IWorkspaceRepository Workspaces => workspaces ??= new(session);

    public IUserRepository Users => users ??= new(session);

    public IAccessRepository Access => access ??= new(session);

    public ICredentialRepository Credentials => credentials ??= new(session);

    public ILoginHistory LoginHistory => loginHistory ??= new(session);

    public IApiKeyRepository ApiKeys => apiKeys ??= new(session);

    public IIssuedTokenRepository Tokens => tokens ??= new(session);

    public ITrustRepository Trusts => trusts ??= new(session);

    public ILinkedIdentityRepository Identities => identities ??= new(session);

    public ILoginNonceRepository LoginNonces => loginNonces ??= new(session);

    public IDeviceRepository Devices => devices ??= new(session);

    public ISettingsRepository Settings => settings ??= new(session, sealer);

    public IDependentRepository Dependents => dependents ??= new(session);

    public IIdempotentRequestRepository IdempotentRequests => idempotentRequests ??= new(session, sealer);

    public IAuditRepository Audit => audit ??= new(session, auditTables ?? AuditTables.One, signer ?? new AuditSigner(sealer));

    public IPipelineRunRepository PipelineRuns => pipelineRuns ??= new(session);

    public ITrackingRepositories Tracking => tracking ??= new(session);

    public IPlainResourceRepository PlainResources => plainResources ??= new(session, sealer);

    public IUnitOfWork Whole => this;

    public IUnitOfWork See(WorkspaceView view) => new ConfinedUnitOfWork(this, session.Confine(view), sealer);

    /// <summary>Whether values were destroyed by command in this unit.</summary>
    public bool DestroysValues => secretValues?.Destroys ?? false;

    /// <summary>Checks everything that the session can read.</summary>
    public Task<StoreReport> CheckAsync(CancellationToken cancellationToken) => new StoreCheck(session, sealer).RunAsync(cancellationToken);

    /// <summary>Whether secrets of an older version may be without a row tag.</summary>
    public async Task<bool> LacksTagsAsync(CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        return !sealer.AllRowsTagged;
    }

    /// <summary>See <see cref="SecretTagging.TagAsync"/>. At the end it records that all rows have tags.</summary>
    public async Task<string?> TagSecretsAsync(string after, int limit, CancellationToken cancellationToken)
    {
        var last = await new SecretTagging(session, sealer).TagAsync(after, limit, cancellationToken);
        if (last is null)
        {
            await sealer.RecordAllRowsTaggedAsync(session, cancellationToken);
        }

        return last;
    }

    /// <summary>See <see cref="ValueFingerprints.CompleteAsync"/>.</summary>
    public Task<string?> FingerprintValuesAsync(string after, int limit, CancellationToken cancellationToken) =>
        ValueFingerprints.CompleteAsync(session, sealer, after, limit, cancellationToken);

    /// <summary>Rejects rows without a tag from now on. Only after the last <see cref="TagSecretsAsync"/> was committed.</summary>
    public bool RequireTags()
    {
        sealer.RequireTags();
        return true;
    }
}
