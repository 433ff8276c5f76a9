using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Text;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Resources;

/// <summary>Service accounts of a server.</summary>
internal sealed class RemoteServiceAccounts(ServerConnection connection) : IServiceAccountsService
{
    private const string Path = ApiPaths.ServiceAccounts;
    private const string Kind = "service account";

    private readonly RemoteList list = new(connection, Path);

    public async Task<User> CreateAsync(string name, string description, bool isActive, CancellationToken cancellationToken)
    {
        ResourceName.Check(Kind, name);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", name);
            writer.WriteString("description", description);
            writer.WriteBoolean("active", isActive);
        });
        return WireReading.ReadServiceAccount((await connection.PostAsync(Path, body, cancellationToken)).Value);
    }

    public async Task<ServiceAccountWithKey> CreateWithKeyAsync(
        string name, string description, string keyName, string keyDescription, CancellationToken cancellationToken)
    {
        ResourceName.Check(Kind, name);
        ResourceName.Check("API key", keyName);
        var isExtended = await connection.HasExtensionsAsync(cancellationToken);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteString("name", name);
            writer.WriteString("description", description);
            writer.WriteBoolean("active", true);
            if (isExtended)
            {
                writer.WriteStartObject(ExtensionPaths.FirstApiKey);
                writer.WriteString("name", keyName);
                writer.WriteString("description", keyDescription);
                writer.WriteEndObject();
            }
        });
        var created = (await connection.PostAsync(Path, body, cancellationToken)).Value;
        var account = WireReading.ReadServiceAccount(created);
        return created.Find("resources")?.Find("api_key") is { } key
            ? new ServiceAccountWithKey(account, RemoteApiKeys.ReadWithSecret(key))
            : new ServiceAccountWithKey(account, await AddKeyAsync(account, keyName, keyDescription, cancellationToken));
    }

    public Task<User> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken) => Lookup.FindAsync(
        new RemoteLookup<User>(
            list, WireQuery.Hydrated, WireReading.ReadServiceAccount, account => account.Name),
        Kind,
        text,
        mode,
        cancellationToken);

    public async Task<Page<User>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ServiceAccountFields.All) with { Workspace = null };
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        return page.Select(WireReading.ReadServiceAccount);
    }

    public async Task<User> UpdateAsync(string nameOrId, ServiceAccountUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update.Name is { } wanted)
        {
            ResourceName.Check(Kind, wanted);
        }

        var current = await FindAsync(nameOrId, LookupMode.Exact, cancellationToken);
        var body = JsonBody.Of(writer =>
            writer.WriteGiven("name", update.Name)
                .WriteGiven("description", update.Description)
                .WriteGiven("active", update.IsActive));
        return WireReading.ReadServiceAccount(
            (await connection.PutAsync($"{Path}/{current.Id}", body, null, cancellationToken)).Value.WithId(current.Id.Value));
    }

    public async Task DeleteAsync(string nameOrId, CancellationToken cancellationToken) =>
        await connection.DeleteAsync($"{Path}/{(await FindAsync(nameOrId, LookupMode.Exact, cancellationToken)).Id}", cancellationToken);

    /// <summary>Creates the key with a request of its own, and deletes the account again if that fails.</summary>
    private async Task<ApiKeyWithSecret> AddKeyAsync(
        User account, string keyName, string keyDescription, CancellationToken cancellationToken)
    {
        try
        {
            return await new RemoteApiKeys(connection).CreateAsync(
                account.Id, new ApiKeyDefinition(keyName) { Description = keyDescription }, cancellationToken);
        }
        catch (ZenException exception)
        {
            try
            {
                // Also if the caller no longer waits.
                await connection.DeleteAsync($"{Path}/{account.Id}", CancellationToken.None);
            }
            catch (ZenException)
            {
                throw new ZenException(
                    exception.Code,
                    $"The service account '{account.Name}' was created, but no key for it: {Sentence.End(exception.Message):raw}",
                    exception);
            }

            throw new ZenException(
                exception.Code,
                $"The service account '{account.Name}' was not created, because creating its API key failed: "
                    + $"{Sentence.End(exception.Message):raw}",
                exception);
        }
    }
}
