using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Idempotency;
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

namespace ZenML.Core.Persistence;

/// <summary>The repositories, bound to one transaction. Do not keep it after the work that it was passed to.</summary>
public interface IUnitOfWork
{
    /// <summary>Names, scopes and key names of secrets.</summary>
    ISecretRepository Secrets { get; }

    /// <summary>Secrets that were deleted and can be undeleted.</summary>
    IDeletedSecretRepository DeletedSecrets { get; }

    /// <summary>Who changed which secrets when.</summary>
    ISecretHistoryRepository SecretHistory { get; }

    /// <summary>Values of secrets, if the database stores them.</summary>
    ISecretValueRepository SecretValues { get; }

    /// <summary>Where the values of secrets are, if a back end outside the database stores them.</summary>
    IExternalValueRepository ExternalValues { get; }

    /// <summary>What refers to secrets.</summary>
    ISecretUsageRepository SecretUsages { get; }

    /// <summary>Stack components.</summary>
    IComponentRepository Components { get; }

    /// <summary>Flavors.</summary>
    IFlavorRepository Flavors { get; }

    /// <summary>Stacks.</summary>
    IStackRepository Stacks { get; }

    /// <summary>Workspaces.</summary>
    IWorkspaceRepository Workspaces { get; }

    /// <summary>Accounts.</summary>
    IUserRepository Users { get; }

    /// <summary>Roles, groups and rights on single secrets.</summary>
    IAccessRepository Access { get; }

    /// <summary>What proves who someone is.</summary>
    ICredentialRepository Credentials { get; }

    /// <summary>What is remembered of logins.</summary>
    ILoginHistory LoginHistory { get; }

    /// <summary>API keys of service accounts.</summary>
    IApiKeyRepository ApiKeys { get; }

    /// <summary>Which tokens were issued.</summary>
    IIssuedTokenRepository Tokens { get; }

    /// <summary>Which identity tokens service accounts trust.</summary>
    ITrustRepository Trusts { get; }

    /// <summary>Which person at an identity provider an account belongs to.</summary>
    ILinkedIdentityRepository Identities { get; }

    /// <summary>The one-time numbers of logins that have begun.</summary>
    ILoginNonceRepository LoginNonces { get; }

    /// <summary>Devices.</summary>
    IDeviceRepository Devices { get; }

    /// <summary>The settings of the server.</summary>
    ISettingsRepository Settings { get; }

    /// <summary>What is deleted together with what.</summary>
    IDependentRepository Dependents { get; }

    /// <summary>Changes that clients may send again.</summary>
    IIdempotentRequestRepository IdempotentRequests { get; }

    /// <summary>Who did what.</summary>
    IAuditRepository Audit { get; }

    /// <summary>Pipeline runs.</summary>
    IPipelineRunRepository PipelineRuns { get; }

    /// <summary>What clients of the server record of their runs.</summary>
    ITrackingRepositories Tracking { get; }

    /// <summary>Resources that are stored and never interpreted.</summary>
    IPlainResourceRepository PlainResources { get; }

    /// <summary>
    /// The same transaction with no limit to what exists for the caller: for rules of the whole store, such as names that are
    /// unique in it. What it returns must not reach the caller.
    /// </summary>
    IUnitOfWork Whole { get; }

    /// <summary>
    /// The same transaction for a caller for whom only some workspaces exist: no query finds, lists or counts anything in others.
    /// Secrets are not limited: their queries name the viewer.
    /// </summary>
    IUnitOfWork See(WorkspaceView view);
}
