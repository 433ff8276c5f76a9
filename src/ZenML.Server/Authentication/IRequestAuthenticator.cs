using ZenML.Core.Accounts.Users;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Authentication;

/// <summary>Authenticates requests.</summary>
internal interface IRequestAuthenticator
{
    /// <summary>Returns the account of the request's token.</summary>
    /// <exception cref="HttpFailure">401: the token is missing or invalid.</exception>
    ValueTask<Caller> AuthenticateAsync(HttpContext http);
}
