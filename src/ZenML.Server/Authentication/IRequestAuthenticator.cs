using ZenML.Core.Accounts.Users;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Authentication;

/// <summary>Says who sends a request.</summary>
internal interface IRequestAuthenticator
{
    /// <summary>The account of the request's token.</summary>
    /// <exception cref="HttpFailure">401: there is no token, or no good one.</exception>
    ValueTask<Caller> AuthenticateAsync(HttpContext http);
}
