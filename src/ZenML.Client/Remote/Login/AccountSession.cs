using ZenML.Client.Remote.Login.Identities;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Protocol.Accounts;

namespace ZenML.Client.Remote.Login;

/// <summary>Holds the token of one account, and gets a new one when the server no longer takes the old one.</summary>
/// <param name="address">The server.</param>
/// <param name="certificateAuthorities">
/// A file with the certificates that vouch for the server; null for those that the system trusts.
/// </param>
/// <param name="logins">The ways to get a token.</param>
/// <param name="read">The account as it is stored now; another process may have renewed its token.</param>
/// <param name="update">
/// Changes the account as it is stored now. Does nothing if it has gone: a login that was removed must not come back.
/// </param>
/// <param name="clock">Tells when a token is to be renewed.</param>
internal sealed class AccountSession(
    ServerAddress address,
    string? certificateAuthorities,
    LoginRequests logins,
    Func<ServerAccount?> read,
    Action<Func<ServerAccount, ServerAccount>> update,
    TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim renewing = new(1, 1);
    private string? token;
    private long renewsAt = long.MaxValue;
    private long expiresAt = long.MaxValue;
    private int? storedExtensions;

    /// <summary>What to type to log in again.</summary>
    public string ConnectCommand => ConnectCommandText.Write(address, read(), certificateAuthorities);

    /// <summary>Whether <c>ZENML_STORE_URL</c> names the server, so that the environment may name the login too.</summary>
    public bool IsOfVariable { get; init; }

    /// <summary>Returns whose login is stored: an API key by its id, a user by name, a device by its account. Sends nothing.</summary>
    public string Identify() => read() switch
    {
        { Identity: { } identity } => $"identity of {identity.Name} {identity.ServiceAccount}",
        { ApiKey: { } key } => ApiKeyText.TryRead(key, out var id, out _) ? $"API key {id}" : "API key",
        { UserName: { } name } => $"user {name}",
        { Token: { } stored } => $"account {TokenAccount.Find(stored)}",
        _ => "nobody",
    };

    /// <summary>How the login in use was made, for people; null if nobody is logged in. Sends nothing.</summary>
    public string? DescribeLogin() => read()?.Kind;

    private string Advice => IsOfVariable ? $"Set {ZenClientOptions.ApiKeyVariable} to the API key of a service account, or connect: "
        : "Connect: ";

    /// <summary>The number of our extensions that the server had when it was last used; null if that is not known.</summary>
    public int? StoredExtensions => storedExtensions;

    /// <summary>The token to send.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: nobody is logged in.</exception>
    public async ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) =>
        await FindTokenAsync(cancellationToken) ?? await RenewAsync(null, cancellationToken) ?? throw new ZenException(
            ErrorCode.NotAllowed, $"There is no login for the server {address}. {Advice}{ConnectCommand}");

    /// <summary>Gets another token than the one that was refused.</summary>
    /// <returns>The new one; null if there is nothing to log in with.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: the server does not take the stored password or key either.
    /// </exception>
    public async Task<string?> RenewAsync(string? refused, CancellationToken cancellationToken)
    {
        await renewing.WaitAsync(cancellationToken);
        try
        {
            if (token is not null && token != refused)
            {
                return token;
            }

            var account = read();
            storedExtensions = account?.Extensions;
            if (account?.Token is { } stored && stored != refused)
            {
                return token = stored;
            }

            if (account is null || !account.CanLogIn)
            {
                return null;
            }

            token = account.Identity is { } identity ? await ExchangeAsync(identity, cancellationToken)
                : account.ApiKey is { } key ? await logins.WithApiKeyAsync(key, isStored: true, cancellationToken)
                : await logins.WithPasswordAsync(account.UserName!, account.Password!, isStored: true, cancellationToken);
            var renewed = token;
            update(stored => stored with
            {
                // Somebody else may have logged in meanwhile.
                Token = stored.ApiKey == account.ApiKey && stored.UserName == account.UserName ? renewed : stored.Token,
            });
            return token;
        }
        finally
        {
            renewing.Release();
        }
    }

    // A token for an identity token lives for minutes. It is renewed before it expires, so that no request is refused.
    private async ValueTask<string?> FindTokenAsync(CancellationToken cancellationToken)
    {
        if (token is not { } present || clock.GetTimestamp() < Volatile.Read(ref renewsAt))
        {
            return token;
        }

        try
        {
            return await RenewAsync(present, cancellationToken);
        }
        catch (ZenException) when (clock.GetTimestamp() < Volatile.Read(ref expiresAt))
        {
            // It is good for a while; after that, there is nothing to fall back on.
            Volatile.Write(ref renewsAt, Volatile.Read(ref expiresAt));
            return present;
        }
    }

    private async Task<string> ExchangeAsync(IdentitySource identity, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var exchanged = await logins.WithIdentityAsync(identity, cancellationToken);
        var lifetime = exchanged.Lifetime.TotalSeconds * clock.TimestampFrequency;
        Volatile.Write(ref expiresAt, began + (long)lifetime);
        Volatile.Write(ref renewsAt, began + (long)(lifetime * 0.8));
        return exchanged.Text.Reveal();
    }

    /// <summary>Logs in with a password that was just changed: tokens that came from the old one may be worth nothing any more.</summary>
    /// <exception cref="ZenException">The server cannot be reached, or does not take it.</exception>
    public async Task UsePasswordAsync(string userName, SensitiveString password, CancellationToken cancellationToken)
    {
        await renewing.WaitAsync(cancellationToken);
        try
        {
            token = await logins.WithPasswordAsync(userName, password, isStored: false, cancellationToken);
            var renewed = token;
            update(stored => stored with
            {
                UserName = userName, Password = stored.Password is null ? null : password.Reveal(), Token = renewed, SingleSignOn = null,
            });
        }
        finally
        {
            renewing.Release();
        }
    }

    public void Dispose() => renewing.Dispose();

    /// <summary>
    /// Remembers what the account is called now, for the next login and for <see cref="ConnectCommand"/>: it may have been
    /// renamed.
    /// </summary>
    public void NoteName(string name)
    {
        if (read() is { UserName: { } known } && known != name)
        {
            Note(stored => stored with { UserName = name });
        }
    }

    /// <summary>Remembers how many of our extensions the server has, so that the next client need not ask.</summary>
    public void NoteExtensions(int number)
    {
        if (storedExtensions == number)
        {
            return;
        }

        storedExtensions = number;
        Note(stored => stored with { Extensions = number });
    }

    /// <remarks>Only for the login that this session uses; another process may have logged in as another account.</remarks>
    private void Note(Func<ServerAccount, ServerAccount> change)
    {
        try
        {
            update(stored => stored.Token == token ? change(stored) : stored);
        }
        catch (ZenException)
        {
            // The request that told of it was answered, and needs no file.
        }
    }
}
