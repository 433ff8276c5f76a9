using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Authentication;

/// <summary>
/// Finds the token of a request in its cookie, otherwise in its header, and the token's account. Reads the account on every request.
/// </summary>
internal sealed class TokenAuthenticator(AccessTokens tokens, LoginService logins, TimeProvider clock) : IRequestAuthenticator
{
    public async ValueTask<Caller> AuthenticateAsync(HttpContext http)
    {
        var token = await FindTokenAsync(http);
        var caller = await AuthenticateAsync(http, token);
        http.SetToken(token);
        return caller;
    }

    public async ValueTask<Caller> AuthenticateAgainAsync(HttpContext http)
    {
        var token = http.GetToken();
        return token.Expires > clock.GetUtcNow() ? await AuthenticateAsync(http, token) : throw Invalid();
    }

    private async Task<Caller> AuthenticateAsync(HttpContext http, AccessToken token)
    {
        try
        {
            return await logins.AuthenticateAsync(token.Claims, http.GetAddress(), http.RequestAborted);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAuthenticated)
        {
            throw HttpFailure.NotAuthenticated(exception.Message);
        }
    }

    /// <summary>The token that authenticates the request.</summary>
    /// <remarks>
    /// The contract prefers the cookie to the header. If the cookie must not be used, only the header counts, and its token must
    /// be valid.
    /// </remarks>
    private async ValueTask<AccessToken> FindTokenAsync(HttpContext http)
    {
        var bearer = http.FindBearer() ?? "";
        var cookie = http.Request.Cookies[tokens.CookieName] ?? "";
        if (cookie.Length > 0 && !BrowserOrigin.MayUseCookie(http.Request))
        {
            return (bearer.Length > 0 ? await tokens.TryReadAsync(bearer) : null)
                ?? throw (bearer.Length == 0 || await tokens.TryReadAsync(cookie) is not null ? CrossSiteRequests.Rejection() : Invalid());
        }

        return (cookie.Length > 0 ? cookie : bearer) is { Length: > 0 } text
            ? await tokens.TryReadAsync(text) ?? throw Invalid()
            : throw HttpFailure.NotAuthenticated("Not authenticated");
    }

    private static HttpFailure Invalid() =>
        HttpFailure.NotAuthenticated("The access token is invalid or has expired. Log in again: zenml connect --help");
}
