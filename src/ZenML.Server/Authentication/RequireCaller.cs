using Microsoft.AspNetCore.Authorization;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Authentication;

/// <summary>Requires authentication, except on endpoints with <c>AllowAnonymous()</c>.</summary>
internal sealed class RequireCaller(RequestDelegate next, IRequestAuthenticator authenticator)
{
    /// <summary>Authenticates the request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            return AuthenticateAsync(http);
        }

        AnonymousLimits.Apply(http);
        return next(http);
    }

    private async Task AuthenticateAsync(HttpContext http)
    {
        http.SetCaller(await authenticator.AuthenticateAsync(http));
        if (http.GetEndpoint()?.Metadata.GetMetadata<SmallBody>() is not null)
        {
            AnonymousLimits.Apply(http);
        }

        await next(http);
    }
}
