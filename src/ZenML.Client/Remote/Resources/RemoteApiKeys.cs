using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Accounts;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Resources;

/// <summary>API keys of a server's service accounts.</summary>
internal sealed class RemoteApiKeys(ServerConnection connection) : IApiKeysService
{
    private const string Kind = "API key";

    public async Task<ApiKeyWithSecret> CreateAsync(
        Id<User> serviceAccount, string name, string description, CancellationToken cancellationToken)
    {
        ResourceName.Check(Kind, name);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", name);
            writer.WriteString("description", description);
        });
        return ReadWithSecret((await connection.PostAsync(PathOf(serviceAccount), body, cancellationToken)).Value);
    }

    /// <summary>Reads a key that was just created.</summary>
    public static ApiKeyWithSecret ReadWithSecret(WireValue created)
    {
        var key = WireReading.ReadApiKey(created);
        return new ApiKeyWithSecret(key, ReadSecret(created, key.Id));
    }

    public Task<ApiKey> FindAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken) => Lookup.FindAsync(
        new RemoteLookup<ApiKey>(
            new RemoteList(connection, PathOf(serviceAccount)), WireQuery.Hydrated, WireReading.ReadApiKey, key =>
                key.Name)
        {
            IsConfined = key => key.ServiceAccount == serviceAccount,
        },
        Kind, nameOrId, LookupMode.Exact, cancellationToken);

    public async Task<Page<ApiKey>> ListAsync(Id<User> serviceAccount, ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ApiKeyFields.All) with { Workspace = null };
        var list = new RemoteList(connection, PathOf(serviceAccount));
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

        var current = await FindAsync(serviceAccount, nameOrId, cancellationToken);
        var body = JsonBody.Of(writer =>
            writer.WriteGiven("name", update.Name)
                .WriteGiven("description", update.Description)
                .WriteGiven("active", update.IsActive));
        var changed = await connection.PutAsync($"{PathOf(serviceAccount)}/{current.Id}", body, null, cancellationToken);
        return WireReading.ReadApiKey(changed.Value.WithId(current.Id.Value));
    }

    public async Task<ApiKeyWithSecret> RotateAsync(
        Id<User> serviceAccount, string nameOrId, long retainMinutes, CancellationToken cancellationToken)
    {
        var current = await FindAsync(serviceAccount, nameOrId, cancellationToken);
        var body = JsonBody.Of(writer => writer.WriteNumber("retain_period_minutes", retainMinutes));
        var answer = await connection.PutAsync(
            $"{PathOf(serviceAccount)}/{current.Id}{ApiPaths.Rotate}", body, null, cancellationToken);
        var rotated = answer.Value;
        var updated = rotated["body"]["updated"].Time;

        // The response omits the rest. It is not read again: if that failed, the new key would be lost.
        return new ApiKeyWithSecret(
            current with { RetainPeriodMinutes = retainMinutes, LastRotated = updated, Updated = updated },
            ReadSecret(rotated, current.Id));
    }

    public async Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken) =>
        await connection.DeleteAsync(
            $"{PathOf(serviceAccount)}/{(await FindAsync(serviceAccount, nameOrId, cancellationToken)).Id}", cancellationToken);

    private static string PathOf(Id<User> serviceAccount) => $"{ApiPaths.ServiceAccounts}/{serviceAccount}{ApiPaths.ApiKeys}";

    private static SensitiveString ReadSecret(WireValue value, Id<ApiKey> id) =>
        ApiKeyText.TryRead(value["body"]["key"].Token.Reveal(), out var named, out var secret) && named == id.Value
            ? new SensitiveString(secret) : throw WireValue.Unexpected("an API key");
}
