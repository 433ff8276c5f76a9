using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Server.Authentication;
using ZenML.Server.Devices;
using ZenML.Server.Identity;
using ZenML.Server.Pages;

namespace ZenML.Server.SingleSignOn;

/// <summary>
/// The login at the identity provider for the page that approves devices: authorization code with PKCE. The page gets a short session in
/// a cookie that its script cannot read.
/// </summary>
internal static class SingleSignOnPages
{
    /// <summary>What the paths begin with.</summary>
    public const string Path = "/sso";

    private const string CallbackPath = Path + "/callback";

    // From here to the page, below whatever prefix a proxy adds.
    private const string DevicePage = ".." + VerificationPage.Path;

    private const int MaximumLength = 8 * 1024;

    /// <summary>Adds the routes, which exist only if there is an identity provider.</summary>
    public static void MapSingleSignOnPages(this IEndpointRouteBuilder routes)
    {
        // Only a page of this server may begin a login; the provider's page ends it.
        routes.MapGet($"{Path}/start", StartAsync).AllowAnonymous().WithMetadata(new ChangesState());
        routes.MapGet(CallbackPath, FinishAsync).AllowAnonymous();
    }

    private static async Task StartAsync(HttpContext http)
    {
        if (http.RequestServices.GetService<SingleSignOnOptions>() is not { } options)
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, "This server has no single sign-on.");
            return;
        }

        if (!Guid.TryParse(One(http, "device_id"), out var device) || One(http, "user_code") is not { } code
            || code.Length > 64 || !code.All(char.IsAsciiLetterOrDigit))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "The address is incomplete. Open the one that the terminal shows.");
            return;
        }

        try
        {
            var endpoints = await http.RequestServices.GetRequiredService<ProviderDiscovery>().FindAsync(http.RequestAborted);
            var begun = await http.RequestServices.GetRequiredService<SingleSignOnLogins>().BeginAsync(
                http.GetClientAddress(), http.RequestAborted);
            var expires = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + begun.Lifetime;
            var login = new LoginState(NewText(), NewText(), begun.Nonce.Reveal(), device, code, expires);
            http.RequestServices.GetRequiredService<LoginCookie>().Write(http, login);
            Redirect(http, AddressOf(http, options, endpoints, login));
        }
        catch (IssuerFailure)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, $"{options.Name} does not answer. Try again in a minute.");
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.TooManyAttempts)
        {
            await RefuseAsync(http, StatusCodes.Status429TooManyRequests, exception.Message);
        }
    }

    private static async Task FinishAsync(HttpContext http)
    {
        if (http.RequestServices.GetService<SingleSignOnOptions>() is not { } options)
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, "This server has no single sign-on.");
            return;
        }

        try
        {
            var (login, token) = await FindTokenAsync(http, options);
            var grant = await http.RequestServices.GetRequiredService<PersonLogin>().LogInPageAsync(
                http, token, new SensitiveString(login.Nonce));
            SetSession(http, grant);
            Redirect(http, $"{DevicePage}?device_id={login.Device:D}&user_code={login.UserCode}&sso=1");
        }
        catch (IssuerFailure failure)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, failure.Message);
        }
        catch (ZenException exception)
            when (exception.Code is ErrorCode.NotAuthenticated or ErrorCode.TooManyAttempts or ErrorCode.ServerBusy)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, exception.Message);
        }
    }

    /// <summary>Finds the login that this browser began, and gets its ID token from the provider.</summary>
    /// <exception cref="IssuerFailure">What is wrong, for the person.</exception>
    private static async Task<(LoginState Login, SensitiveString Token)> FindTokenAsync(HttpContext http, SingleSignOnOptions options)
    {
        var login = http.RequestServices.GetRequiredService<LoginCookie>().Take(http) ?? throw new IssuerFailure(
            "This login was not begun in this browser, or took more than ten minutes. Open the address that the terminal shows again.");
        if (One(http, "state") is not { } state || !CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(login.State)))
        {
            throw new IssuerFailure("This is the answer to another login. Open the address that the terminal shows again.");
        }

        var endpoints = await http.RequestServices.GetRequiredService<ProviderDiscovery>().FindAsync(http.RequestAborted);
        var issuer = One(http, "iss");
        if (http.Request.Query.ContainsKey("iss") || endpoints.NamesIssuer ? issuer != options.Rules.Issuer : issuer is not null)
        {
            throw new IssuerFailure("This is the answer of another identity provider.");
        }

        if (http.Request.Query.ContainsKey("error"))
        {
            throw new IssuerFailure(One(http, "error") == "access_denied"
                ? $"The login was canceled at {options.Name}."
                : $"{options.Name} refused the login.");
        }

        var code = One(http, "code") ?? throw new IssuerFailure($"{options.Name} sent no code.");
        var token = await http.RequestServices.GetRequiredService<ProviderTokens>().ExchangeAsync(
            endpoints, code, login.Verifier, RedirectAddress(http));
        return (login, token);
    }

    private static string AddressOf(HttpContext http, SingleSignOnOptions options, ProviderEndpoints endpoints, LoginState login)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(login.Verifier)));
        (string Name, string Value)[] parameters =
        [
            ("response_type", "code"), ("client_id", options.Rules.ClientId), ("redirect_uri", RedirectAddress(http)),
            ("scope", options.Scopes), ("state", login.State), ("nonce", login.Nonce), ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
        var page = endpoints.Authorization.AbsoluteUri.Split('#')[0];
        return $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }

    /// <remarks>The provider compares it with those that are registered, so a forged host name gets no code.</remarks>
    private static string RedirectAddress(HttpContext http) =>
        $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{CallbackPath}";

    /// <summary>Opens the session of the page: a cookie for ten minutes, which scripts cannot read.</summary>
    private static void SetSession(HttpContext http, LoginGrant grant)
    {
        var tokens = http.RequestServices.GetRequiredService<AccessTokens>();
        var expires = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + grant.Lifetime;
        http.Response.Cookies.Append(tokens.CookieName, tokens.Write(grant.Claims, expires), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = http.Request.PathBase.HasValue ? http.Request.PathBase.Value : "/",
            MaxAge = grant.Lifetime,
        });
    }

    private static string NewText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <returns>The value of a parameter; null if it is absent, empty, too long, or given twice.</returns>
    private static string? One(HttpContext http, string name) =>
        http.Request.Query[name] is [{ Length: > 0 and <= MaximumLength } only] ? only : null;

    private static void Redirect(HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
    }

    private static Task RefuseAsync(HttpContext http, int status, string reason)
    {
        http.Response.StatusCode = status;
        return PageFile.SendHtml(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>Login failed</title>
            </head>
            <body>
              <h1>Login failed</h1>
              <p>{WebUtility.HtmlEncode(reason)}</p>
            </body>
            </html>

            """)(http);
    }
}
