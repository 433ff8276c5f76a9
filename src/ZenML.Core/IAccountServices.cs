using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.ServiceAccounts;
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
}
