using Microsoft.AspNetCore.Authorization;
using ZenML.Server.Http;

namespace ZenML.Server.Authentication;

/// <summary>Lets nobody in unknown, except where an endpoint says that it is open to everyone (<c>AllowAnonymous()</c>).</summary>
internal sealed class RequireCaller(RequestDelegate next, IRequestAuthenticator authenticator)
{
    /// <summary>Authenticates the request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            http.SetCaller(await authenticator.AuthenticateAsync(http));
        }
        else
        {
            AnonymousLimits.Apply(http);
            RefuseForeignPages(http.Request);
        }

        await next(http);
    }

    /// <remarks>
    /// Any page can make a browser post a form here. It must neither log in nor count as a failed login of whoever uses the browser.
    /// </remarks>
    private static void RefuseForeignPages(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && BrowserOrigin.IsForeign(request))
        {
            throw HttpFailure.Plain(403, "This request comes from another site.");
        }
    }
}
