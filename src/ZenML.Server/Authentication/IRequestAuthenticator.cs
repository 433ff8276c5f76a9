using ZenML.Core.Accounts.Users;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Authentication;

/// <summary>Authenticates requests.</summary>
internal interface IRequestAuthenticator
{
    /// <summary>Returns the account of the request's token.</summary>
    /// <exception cref="HttpFailure">401: the token is missing or invalid.</exception>
    ValueTask<Caller> AuthenticateAsync(HttpContext http);

    /// <summary>
    /// Returns the account of a request that was authenticated before and has waited since. The token was verified then; the account may
    /// have lost its access.
    /// </summary>
    /// <exception cref="HttpFailure">401: the token has expired or was revoked, or the account was deactivated.</exception>
    ValueTask<Caller> AuthenticateAgainAsync(HttpContext http);
}
