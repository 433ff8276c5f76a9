using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>A login in a browser of this machine: an authorization code with PKCE, which arrives on a port of this machine.</summary>
/// <param name="connection">The identity provider.</param>
/// <param name="provider">Where the provider takes what.</param>
/// <param name="terms">What the server said.</param>
/// <param name="clock">The clock for the timeout.</param>
internal sealed class CodeLogin(ProviderConnection connection, ProviderMetadata provider, SingleSignOnTerms terms, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Logs in.</summary>
    /// <param name="nonce">What the identity token must contain.</param>
    /// <param name="login">How to show and open the page.</param>
    /// <param name="warn">Receives a warning if a response came that was ignored.</param>
    /// <param name="use">Uses the identity token. The browser waits for the outcome.</param>
    /// <param name="cancellationToken">Cancels the login.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the login was rejected, or nobody logged in.</exception>
    public async Task<TResult> RunAsync<TResult>(
        string nonce, ServerLogin.SingleSignOn login, Action<string> warn, Func<SensitiveString, Task<TResult>> use,
        CancellationToken cancellationToken)
    {
        var (state, proof) = (ProofKey.NewText(), ProofKey.New());
        using var listener = CallbackListener.Start(clock, state);
        var page = Write(listener.Address, state, nonce, proof);
        login.Show(new SingleSignOnPage(terms.Name, page, Patience) { IsOpen = login.OpenBrowser!(page) });
        using var callback = await WaitAsync(listener, warn, cancellationToken);
        var shown = CallbackPage.Failure;
        try
        {
            var result = await use(await ExchangeAsync(ReadCode(callback), listener.Address, proof, cancellationToken));
            shown = CallbackPage.Success;
            return result;
        }
        finally
        {
            await callback.ShowAsync(shown);
        }
    }

    private async Task<Callback> WaitAsync(CallbackListener listener, Action<string> warn, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await listener.WaitAsync(
                () => warn("The browser brought a response that does not belong to this login. It was ignored."), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"Nobody logged in at {terms.Name} within {Number.Of((long)Patience.TotalMinutes, "minute")}. Try again. If this machine "
                    + $"has no browser: zenml connect --sso --no-browser");
        }
    }

    private Uri Write(string redirect, string state, string nonce, ProofKey proof)
    {
        KeyValuePair<string, string>[] parameters =
        [
            new("response_type", "code"), new("client_id", terms.ClientId), new("redirect_uri", redirect), new("scope", terms.Scopes),
            new("state", state), new("nonce", nonce), new("code_challenge", proof.Challenge),
            new("code_challenge_method", ProofKey.Method),
        ];
        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"));
        var given = provider.Authorization.Query.TrimStart('?');
        return new UriBuilder(provider.Authorization) { Query = given.Length == 0 ? query : $"{given}&{query}" }.Uri;
    }

    /// <remarks>Who sent the response is checked before anything in it is used: it could come from another provider.</remarks>
    private string ReadCode(Callback callback)
    {
        if (callback["iss"] is { } issuer ? issuer != terms.Issuer : provider.NamesItself)
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The response that the browser brought is not from the identity provider {terms.Name}. The login was stopped.");
        }

        return callback["error"] is { } error
            ? throw connection.Rejected(error, callback["error_description"])
            : callback["code"] ?? throw connection.Invalid("a code");
    }

    private async Task<SensitiveString> ExchangeAsync(string code, string redirect, ProofKey proof, CancellationToken cancellationToken)
    {
        var answer = await connection.PostAsync(
            provider.Token,
            [
                new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirect), new("client_id", terms.ClientId),
                new("code_verifier", proof.Verifier),
            ],
            cancellationToken);
        return answer.IsSuccess ? connection.ReadIdToken(answer) : throw connection.Refused(answer, code, proof.Verifier);
    }
}
