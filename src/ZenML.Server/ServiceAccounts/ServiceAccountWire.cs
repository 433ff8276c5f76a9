using ZenML.Contracts.Accounts;
using ZenML.Core.Credentials;
using ZenML.Core.Secrets;
using ZenML.Core.Users;

namespace ZenML.Server.ServiceAccounts;

/// <summary>Service accounts and their keys as they travel.</summary>
internal static class ServiceAccountWire
{
    /// <summary>The service account.</summary>
    public static ServiceAccountResource ToServiceAccount(this User account, bool hydrate) => new()
    {
        Id = account.Id.Value,
        Name = account.Name,
        Body = new ServiceAccountBody { Created = account.Created, Updated = account.Updated, Active = account.IsActive },
        Metadata = hydrate ? new ServiceAccountMetadata(account.Description) : null,
    };

    /// <summary>The key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="account">Its service account.</param>
    /// <param name="hydrate">Whether all of it is asked for.</param>
    /// <param name="secret">Its secret part, told when it is made or replaced.</param>
    public static ApiKeyResource ToWire(this ApiKey key, User account, bool hydrate, SensitiveString? secret = null) => new()
    {
        Id = key.Id.Value,
        Name = key.Name,
        Body = new ApiKeyBody
        {
            Created = key.Created,
            Updated = key.Updated,
            Key = secret is null ? null : ApiKeyText.Write(key.Id.Value, secret.Reveal()),
            Active = key.IsActive,
            ServiceAccount = account.ToServiceAccount(hydrate: false),
        },
        Metadata = hydrate
            ? new ApiKeyMetadata
            {
                Description = key.Description,
                RetainPeriodMinutes = key.RetainPeriodMinutes,
                LastLogin = key.LastLogin,
                LastRotated = key.LastRotated,
            }
            : null,
    };
}
