using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Accounts;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Resources;

/// <summary>API keys of a server's service accounts.</summary>
internal sealed class RemoteApiKeys(ServerConnection connection) : IApiKeysService
{
    private const string Kind = "API key";

    public async Task<ApiKeyWithSecret> CreateAsync(
        Id<User> serviceAccount, ApiKeyDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ResourceName.Check(Kind, definition.Name);
        await EnsureHasLimitsAsync(definition.IsPlain, cancellationToken);
        var path = await FindPathAsync(serviceAccount, cancellationToken);
        return ReadWithSecret((await connection.PostAsync(path, ApiKeyRequest.Of(definition), cancellationToken)).Value);
    }

    /// <summary>Reads a key that was just created.</summary>
    public static ApiKeyWithSecret ReadWithSecret(WireValue created)
    {
        var key = WireReading.ReadApiKey(created);
        return new ApiKeyWithSecret(key, ReadSecret(created, key.Id));
    }

    public async Task<ApiKey> FindAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken)
    {
        var list = new RemoteList(connection, await FindPathAsync(serviceAccount, cancellationToken));
        var keys = new RemoteLookup<ApiKey>(list, WireQuery.Hydrated, WireReading.ReadApiKey, key => key.Name)
        {
            IsConfined = key => key.ServiceAccount == serviceAccount,
        };
        return await Lookup.FindAsync(keys, Kind, nameOrId, LookupMode.Exact, cancellationToken);
    }

    public async Task<Page<ApiKey>> ListAsync(Id<User> serviceAccount, ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ApiKeyFields.All) with { Workspace = null };
        var usesLimits = parsed.Conditions.Select(condition => condition.Field).Append(parsed.SortField)
            .Any(field => field.Name is "expires" or "last_used");
        await EnsureHasLimitsAsync(!usesLimits, cancellationToken);
        var list = new RemoteList(connection, await FindPathAsync(serviceAccount, cancellationToken));
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        return page.Select(WireReading.ReadApiKey);
    }

    public async Task<ApiKey> UpdateAsync(
        Id<User> serviceAccount, string nameOrId, ApiKeyUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update.Name is { } wanted)
        {
            ResourceName.Check(Kind, wanted);
        }

        await EnsureHasLimitsAsync(update.Limits is null or { IsNone: true }, cancellationToken);
        var current = await FindAsync(serviceAccount, nameOrId, cancellationToken);
        var path = await FindPathAsync(serviceAccount, cancellationToken);
        var changed = await connection.PutAsync($"{path}/{current.Id}", ApiKeyRequest.Of(update), null, cancellationToken);
        return WireReading.ReadApiKey(changed.Value.WithId(current.Id.Value));
    }

    public async Task<ApiKeyWithSecret> RotateAsync(
        Id<User> serviceAccount, string nameOrId, long retainMinutes, CancellationToken cancellationToken)
    {
        var current = await FindAsync(serviceAccount, nameOrId, cancellationToken);
        var body = JsonBody.Of(writer => writer.WriteNumber("retain_period_minutes", retainMinutes));
        var path = await FindPathAsync(serviceAccount, cancellationToken);
        var rotated = (await connection.PutAsync($"{path}/{current.Id}{ApiPaths.Rotate}", body, null, cancellationToken)).Value;
        if (rotated.Find("metadata") is not null)
        {
            return ReadWithSecret(rotated.WithId(current.Id.Value));
        }

        // The response omits the rest. It is not read again: if that failed, the new key would be lost.
        var updated = rotated["body"]["updated"].Time;
        return new ApiKeyWithSecret(
            current with { RetainPeriodMinutes = retainMinutes, LastRotated = updated, Updated = updated },
            ReadSecret(rotated, current.Id));
    }

    public async Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken) =>
        await connection.DeleteAsync(
            $"{PathOf(ApiPaths.ServiceAccounts, serviceAccount)}/{(await FindAsync(serviceAccount, nameOrId, cancellationToken)).Id}",
            cancellationToken);

    private static string PathOf(string accounts, Id<User> serviceAccount) => $"{accounts}/{serviceAccount}{ApiPaths.ApiKeys}";

    private ValueTask<bool> HasLimitsAsync(CancellationToken cancellationToken) =>
        connection.HasExtensionsAsync(ExtensionPaths.WithKeyLimits, cancellationToken);

    private async Task<string> FindPathAsync(Id<User> serviceAccount, CancellationToken cancellationToken) => PathOf(
        await HasLimitsAsync(cancellationToken) ? ExtensionPaths.ServiceAccounts : ApiPaths.ServiceAccounts, serviceAccount);

    /// <remarks>Another server would ignore the limits, and create a key that can do everything.</remarks>
    private async Task EnsureHasLimitsAsync(bool needsNone, CancellationToken cancellationToken)
    {
        if (!needsNone && !await HasLimitsAsync(cancellationToken))
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server {connection.Address} is ZenML's own or an older one, which has no limits of API keys. Nothing was changed.");
        }
    }

    private static SensitiveString ReadSecret(WireValue value, Id<ApiKey> id) =>
        ApiKeyText.TryRead(value["body"]["key"].Token.Reveal(), out var named, out var secret) && named == id.Value
            ? new SensitiveString(secret) : throw WireValue.Unexpected("an API key");
}
