using ZenML.Core.Credentials;
using ZenML.Core.Devices;
using ZenML.Core.ServiceAccounts;
using ZenML.Core.Users;

namespace ZenML.Core;

/// <summary>The care of accounts, which only a server has.</summary>
public interface IAccountServices
{
    /// <summary>Changes to accounts of persons.</summary>
    IAccountsService Accounts { get; }

    /// <summary>Service accounts.</summary>
    IServiceAccountsService ServiceAccounts { get; }

    /// <summary>API keys of service accounts.</summary>
    IApiKeysService ApiKeys { get; }

    /// <summary>The caller's devices.</summary>
    IDevicesService Devices { get; }
}
