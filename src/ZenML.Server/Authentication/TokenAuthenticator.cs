using ZenML.Core.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Users;
using ZenML.Server.Http;

namespace ZenML.Server.Authentication;

/// <summary>Finds the token of a request, in its cookie or else its header, and whose it is. The account's row is asked on every request.</summary>
internal sealed class TokenAuthenticator(AccessTokens tokens, LoginService logins) : IRequestAuthenticator
{
    public async ValueTask<Caller> AuthenticateAsync(HttpContext http)
    {
        var bearer = http.FindBearer();
        var cookie = http.Request.Cookies[tokens.CookieName];
        if ((string.IsNullOrEmpty(cookie) ? bearer : cookie) is not { Length: > 0 } text)
        {
            throw HttpFailure.NotAuthenticated("Not authenticated");
        }

        // Browsers send cookies along with what other sites make them send; a header they do not.
        if (bearer is null && !BrowserOrigin.MayChange(http.Request))
        {
            throw HttpFailure.Plain(403, "This request comes from another site.");
        }

        if (await tokens.TryReadAsync(text) is not { } token)
        {
            throw HttpFailure.NotAuthenticated("The access token is not valid, or it expired. Log in again: zenml connect --help");
        }

        try
        {
            var caller = await logins.AuthenticateAsync(token.Claims, http.GetAddress(), http.RequestAborted);
            http.SetToken(token);
            return caller;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAuthenticated)
        {
            throw HttpFailure.NotAuthenticated(exception.Message);
        }
    }
}
