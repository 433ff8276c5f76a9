using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Users;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Resources;

/// <summary>The account that this client acts for. Who it is does not change while a client lives, so it is asked once.</summary>
internal sealed class CurrentAccount(ServerConnection connection, AccountSession session)
{
    private volatile User? known;

    /// <summary>The account as it was when first asked for.</summary>
    public async ValueTask<User> GetAsync(CancellationToken cancellationToken) => known ?? await ReadAsync(cancellationToken);

    /// <summary>The account as it is now.</summary>
    public async Task<User> ReadAsync(CancellationToken cancellationToken)
    {
        var user = WireReading.ReadUser(await connection.GetAsync(ApiPaths.CurrentUser, cancellationToken));
        session.NoteName(user.Name);
        return known = user;
    }
}
