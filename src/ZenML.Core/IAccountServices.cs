using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;

namespace ZenML.Core;

/// <summary>The services for accounts, which only a server offers.</summary>
public interface IAccountServices
{
    /// <summary>User accounts.</summary>
    IAccountsService Accounts { get; }

    /// <summary>Service accounts.</summary>
    IServiceAccountsService ServiceAccounts { get; }

    /// <summary>API keys of service accounts.</summary>
    IApiKeysService ApiKeys { get; }

    /// <summary>Which identity tokens service accounts trust.</summary>
    ITrustsService Trusts { get; }

    /// <summary>The caller's devices.</summary>
    IDevicesService Devices { get; }

    /// <summary>Roles of accounts and groups in workspaces.</summary>
    IRolesService Roles { get; }

    /// <summary>Groups of accounts.</summary>
    IGroupsService Groups { get; }

    /// <summary>Single secrets that are shared with accounts and groups.</summary>
    ISecretSharingService SecretSharing { get; }

    /// <summary>Who can do what, and why.</summary>
    IAccessReportsService AccessReports { get; }

    /// <summary>Which person at the identity provider an account belongs to.</summary>
    ILinkedIdentitiesService LinkedIdentities { get; }

    /// <summary>Access tokens.</summary>
    ITokensService Tokens { get; }
}
