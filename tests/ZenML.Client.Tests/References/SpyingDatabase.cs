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
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Leaks;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Servers;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Tests.References;

/// <summary>A database that counts what is asked of it.</summary>
internal sealed class SpyingDatabase(IDatabase inner) : IDatabase
{
    /// <summary>How many units of work began.</summary>
    public int Units { get; private set; }

    /// <summary>How often values were decrypted.</summary>
    public int ValueReads { get; private set; }

    public Task<TResult> ReadAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        Units++;
        return inner.ReadAsync((unit, token) => work(new Unit(unit, this), token), cancellationToken);
    }

    public Task<TResult> WriteAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        Units++;
        return inner.WriteAsync((unit, token) => work(new Unit(unit, this), token), cancellationToken);
    }

    private sealed class Unit(IUnitOfWork inner, SpyingDatabase spy) : IUnitOfWork
    {
        public ISecretRepository Secrets => inner.Secrets;

        public IDeletedSecretRepository DeletedSecrets => inner.DeletedSecrets;

        public ISecretHistoryRepository SecretHistory => inner.SecretHistory;

        public ISecretValueRepository SecretValues => new Values(inner.SecretValues, spy);

        public IExternalValueRepository ExternalValues => inner.ExternalValues;

        public ISecretUsageRepository SecretUsages => inner.SecretUsages;

        public IComponentRepository Components => inner.Components;

        public IFlavorRepository Flavors => inner.Flavors;

        public IStackRepository Stacks => inner.Stacks;

        public IWorkspaceRepository Workspaces => inner.Workspaces;

        public IUserRepository Users => inner.Users;

        public IAccessRepository Access => inner.Access;

        public ICredentialRepository Credentials => inner.Credentials;

        public ILoginHistory LoginHistory => inner.LoginHistory;

        public IApiKeyRepository ApiKeys => inner.ApiKeys;

        public IIssuedTokenRepository Tokens => inner.Tokens;

        public ITrustRepository Trusts => inner.Trusts;

        public ILinkedIdentityRepository Identities => inner.Identities;

        public ILoginNonceRepository LoginNonces => inner.LoginNonces;

        public IDeviceRepository Devices => inner.Devices;

        public ISettingsRepository Settings => inner.Settings;

        public IDependentRepository Dependents => inner.Dependents;

        public IIdempotentRequestRepository IdempotentRequests => inner.IdempotentRequests;

        public IAuditRepository Audit => inner.Audit;

        public IPipelineRunRepository PipelineRuns => inner.PipelineRuns;

        public ITrackingRepositories Tracking => inner.Tracking;

        public IPlainResourceRepository PlainResources => inner.PlainResources;

        public IUnitOfWork Whole => new Unit(inner.Whole, spy);

        public IUnitOfWork See(WorkspaceView view) => new Unit(inner.See(view), spy);
    }

    private sealed class Values(ISecretValueRepository inner, SpyingDatabase spy) : ISecretValueRepository
    {
        public Task PutAsync(SecretInfo secret, SecretValues values, CancellationToken cancellationToken) =>
            inner.PutAsync(secret, values, cancellationToken);

        public Task<SecretValues?> GetAsync(SecretInfo secret, CancellationToken cancellationToken)
        {
            spy.ValueReads++;
            return inner.GetAsync(secret, cancellationToken);
        }

        public Task<SecretValues?> GetVersionAsync(SecretInfo secret, long version, CancellationToken cancellationToken)
        {
            spy.ValueReads++;
            return inner.GetVersionAsync(secret, version, cancellationToken);
        }

        public Task<IReadOnlySet<Id<Secret>>> FindMissingAsync(
            IReadOnlyCollection<SecretInfo> secrets, CancellationToken cancellationToken) =>
            inner.FindMissingAsync(secrets, cancellationToken);

        public Task DeleteAsync(Id<Secret> secret, CancellationToken cancellationToken) => inner.DeleteAsync(secret, cancellationToken);

        public Task DestroyAsync(Id<Secret> secret, long version, CancellationToken cancellationToken) =>
            inner.DestroyAsync(secret, version, cancellationToken);

        public Task<SecretLeakPage> FindByValueAsync(
            SensitiveString value, bool allVersions, string after, int limit, CancellationToken cancellationToken) =>
            inner.FindByValueAsync(value, allVersions, after, limit, cancellationToken);

        public Task TrimAsync(SecretInfo secret, CancellationToken cancellationToken) => inner.TrimAsync(secret, cancellationToken);

        public Task EnsureUsableAsync(CancellationToken cancellationToken) => inner.EnsureUsableAsync(cancellationToken);
    }
}
