using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Resources;

/// <summary>Users of a server. Only administrators see the accounts of others.</summary>
internal sealed class RemoteUsers(ServerConnection connection, CurrentAccount account) : IUsersService
{
    private readonly RemoteList list = new(connection, ApiPaths.Users);

    public Task<User> GetCurrentAsync(CancellationToken cancellationToken) => account.ReadAsync(cancellationToken);

    public Task<User> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken) => Lookup.FindAsync(
        new RemoteLookup<User>(list, WireQuery.Hydrated, WireReading.ReadUser, user => user.Name),
        "user",
        text,
        mode,
        cancellationToken);

    public async Task<Page<User>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, UserFields.All) with { Workspace = null };
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        return page.Select(WireReading.ReadUser);
    }
}
