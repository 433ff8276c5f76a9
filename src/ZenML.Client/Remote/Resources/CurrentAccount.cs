using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Users;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Resources;

/// <summary>The account that this client acts for. Cached, because it does not change during the lifetime of a client.</summary>
internal sealed class CurrentAccount(ServerConnection connection, AccountSession session)
{
    private volatile User? known;

    /// <summary>Returns the cached account.</summary>
    public async ValueTask<User> GetAsync(CancellationToken cancellationToken) => known ?? await ReadAsync(cancellationToken);

    /// <summary>Returns the current state of the account.</summary>
    public async Task<User> ReadAsync(CancellationToken cancellationToken)
    {
        var user = WireReading.ReadUser(await connection.GetAsync(ApiPaths.CurrentUser, cancellationToken));
        session.NoteName(user.Name);
        return known = user;
    }
}
