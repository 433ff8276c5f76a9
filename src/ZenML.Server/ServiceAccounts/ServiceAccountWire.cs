using System.Text.Json;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Accounts;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.ServiceAccounts;

/// <summary>Converts service accounts and their API keys to their wire form.</summary>
internal static class ServiceAccountWire
{
    /// <summary>Converts a service account.</summary>
    public static ServiceAccountResource ToServiceAccount(this User account, bool hydrate) => new()
    {
        Id = account.Id.Value,
        Name = account.Name,
        Body = new ServiceAccountBody { Created = account.Created, Updated = account.Updated, Active = account.IsActive },
        Metadata = hydrate ? new ServiceAccountMetadata(account.Description) : null,
    };

    /// <summary>Converts the service account with its first key among its resources.</summary>
    public static ServiceAccountResource ToWire(this ServiceAccountWithKey created, NamedLoader named)
    {
        var key = created.Key.Key.ToWire(named, hydrate: true, secret: created.Key.Secret);
        var json = JsonSerializer.SerializeToUtf8Bytes(key, ContractsJson.Wire.ApiKeyResource);
        return created.Account.ToServiceAccount(hydrate: true) with
        {
            Resources = JsonElement.Parse([.. "{\"api_key\":"u8, .. json, .. "}"u8]),
        };
    }

    /// <summary>Loads and converts the service account with the given id, unhydrated.</summary>
    private static ServiceAccountResource FindServiceAccount(this NamedLoader named, Id<User> id) => named.Find(id) is { } account
        ? new()
        {
            Id = account.Id,
            Name = account.Name,
            Body = new ServiceAccountBody { Created = account.Body.Created, Updated = account.Body.Updated, Active = account.Body.Active },
        }
        : throw new ZenException(ErrorCode.NotFound, $"There is no service account with the id {id}.");

    /// <summary>Converts an API key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="named">Contains the key's service account.</param>
    /// <param name="hydrate">Whether to include the metadata.</param>
    /// <param name="isExtended">Whether to include the limits, which the contract does not have.</param>
    /// <param name="secret">The secret part, which is returned only when the key is created or rotated.</param>
    public static ApiKeyResource ToWire(
        this ApiKey key, NamedLoader named, bool hydrate, bool isExtended = false, SensitiveString? secret = null) => new()
    {
        Id = key.Id.Value,
        Name = key.Name,
        Body = new ApiKeyBody
        {
            Created = key.Created,
            Updated = key.Updated,
            Key = secret is null ? null : ApiKeyText.Write(key.Id.Value, secret.Reveal()),
            Active = key.IsActive,
            ServiceAccount = named.FindServiceAccount(key.ServiceAccount),
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
        Resources = isExtended ? JsonSerializer.SerializeToElement(ToLimits(key), ContractsJson.Wire.ApiKeyLimitsBody) : null,
    };

    private static ApiKeyLimitsBody ToLimits(ApiKey key) => new()
    {
        Hidden = key.HidesLimits,
        Role = key.Limits.Role?.Text(),
        Workspace = key.Limits.Workspace?.Value,
        Secrets = key.Limits.Secrets is { } secrets ? [.. secrets.Select(id => id.Value).Order()] : null,
        RolesOnly = key.Limits.RolesOnly,
        Networks = key.Networks,
        Expires = key.Expires,
        LastUsed = key.LastUsed,
        LastAddress = key.LastAddress,
    };
}
