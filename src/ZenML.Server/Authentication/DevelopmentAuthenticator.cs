using ZenML.Core.Users;
using ZenML.Server.Http;

namespace ZenML.Server.Authentication;

/// <summary>A stand-in until accounts exist: every bearer token is the local user's.</summary>
internal sealed class DevelopmentAuthenticator(Caller localCaller) : IRequestAuthenticator
{
    public ValueTask<Caller> AuthenticateAsync(HttpContext http) =>
        http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? ValueTask.FromResult(localCaller)
            : throw HttpFailure.NotAuthenticated("Not authenticated");
}
