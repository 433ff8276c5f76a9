using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>Logs in to a server at its identity provider.</summary>
/// <param name="server">The single sign-on of the server.</param>
/// <param name="logins">The server's logins.</param>
/// <param name="clock">The clock for timeouts.</param>
/// <param name="warn">Receives warnings.</param>
internal sealed class SingleSignOnLogin(SingleSignOnRequests server, LoginRequests logins, TimeProvider clock, Action<string> warn)
{
    /// <summary>Logs in. The identity token goes to the server that named the provider, and is not stored.</summary>
    /// <exception cref="ZenException">The server has no single sign-on, or the login failed.</exception>
    public async Task<ServerAccount> RunAsync(ServerLogin.SingleSignOn login, CancellationToken cancellationToken)
    {
        var terms = await server.GetAsync(cancellationToken);
        using var connection = new ProviderConnection(terms, clock);
        var provider = await ProviderMetadata.ReadAsync(connection, terms, cancellationToken);
        var nonce = await server.StartAsync(cancellationToken);
        if (login.OpenBrowser is not null)
        {
            return await new CodeLogin(connection, provider, terms, clock).RunAsync(
                nonce, login, warn, async token => Account(terms, await logins.WithIdTokenAsync(token, cancellationToken)),
                cancellationToken);
        }

        var idToken = await new ProviderDeviceLogin(connection, provider, terms, clock).RunAsync(nonce, login.Show, cancellationToken);
        return Account(terms, await logins.WithIdTokenAsync(idToken, cancellationToken));
    }

    private static ServerAccount Account(SingleSignOnTerms terms, string token) => new() { SingleSignOn = terms.Name, Token = token };
}
