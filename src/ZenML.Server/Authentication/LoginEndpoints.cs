using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Accounts;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Identity;

namespace ZenML.Server.Authentication;

/// <summary>Login, logout and tokens for programs: section 5 of the contract.</summary>
internal static class LoginEndpoints
{
    // Larger values are rejected. Smaller ones are reduced to what the server allows.
    private const int MaximumMinutes = 10 * 366 * 24 * 60;

    /// <summary>Adds the routes.</summary>
    public static void MapLogin(this IEndpointRouteBuilder api)
    {
        api.MapPost(ApiPaths.Login, LoginAsync).AllowAnonymous();
        api.MapGet(ApiPaths.Logout, LogoutAsync).AllowAnonymous().WithMetadata(new ChangesState());
        api.MapGet(ApiPaths.ApiToken, IssueAsync).WithMetadata(new ChangesState());
    }

    private static async Task LoginAsync(HttpContext http)
    {
        var form = await LoginForm.ReadAsync(http);
        var grant = form["grant_type"]
            ?? (form["username"] is not null ? LoginWords.PasswordGrant
                : form["password"] is not null ? LoginWords.ApiKeyGrant
                : form["device_code"] is not null ? LoginWords.DeviceGrant
                : LoginWords.ExternalGrant);
        var logins = http.RequestServices.GetRequiredService<LoginService>();
        switch (grant)
        {
            case LoginWords.PasswordGrant:
                var name = form["username"] ?? throw HttpFailure.Plain(400, "Invalid request: username is required.");
                var password = new SensitiveString(form["password"] ?? "");
                await AnswerAsync(http, await logins.WithPasswordAsync(name, password, http.GetClientAddress(), http.RequestAborted));
                break;
            case LoginWords.ApiKeyGrant:
                var key = form["password"] ?? throw HttpFailure.Plain(400, "Invalid request: the API key is required as the password.");
                Id<ApiKey>? id = ApiKeyText.TryRead(key, out var read, out var secret) ? new Id<ApiKey>(read) : null;
                await AnswerAsync(
                    http,
                    await logins.WithApiKeyAsync(id, new SensitiveString(secret), http.GetClientAddress(), http.RequestAborted));
                break;
            case LoginWords.DeviceGrant:
                await LoginDeviceAsync(http, form);
                break;
            case LoginWords.ExchangeGrant:
                await TokenExchange.AnswerAsync(http, form);
                break;
            default:
                throw HttpFailure.Plain(400, $"Unsupported grant type: {(grant == LoginWords.ExternalGrant ? $"{grant}." : grant)}");
        }
    }

    private static async Task LoginDeviceAsync(HttpContext http, LoginForm form)
    {
        if (!Guid.TryParse(form["client_id"], out var client) || form["device_code"] is not { } code)
        {
            throw HttpFailure.Plain(400, "Invalid request: device code and client ID are required.");
        }

        var flow = http.RequestServices.GetRequiredService<DeviceFlow>();
        var login = await flow.FinishAsync(client, new SensitiveString(code), http.GetAddress(), http.RequestAborted);
        if (login is { Grant: { } granted, Expires: { } expires })
        {
            // Valid as long as the device. Not sent as a cookie, because browsers do not use this grant.
            var token = http.RequestServices.GetRequiredService<AccessTokens>().Write(granted.Claims, expires);
            var lifetime = http.RequestServices.GetRequiredService<TokenLifetimes>().Device;
            await http.AnswerAsync(
                new TokenResponse { AccessToken = token, ExpiresIn = (long)lifetime.TotalSeconds }, ContractsJson.Wire.TokenResponse);
            return;
        }

        throw login.Outcome switch
        {
            DeviceLoginOutcome.InvalidClient => HttpFailure.Grant(
                LoginWords.InvalidClient, $"No device with the client ID {client:D} requested a login."),
            DeviceLoginOutcome.AuthorizationPending =>
                HttpFailure.Grant(LoginWords.AuthorizationPending, "The device is not verified yet."),
            DeviceLoginOutcome.ExpiredToken => HttpFailure.Grant(LoginWords.ExpiredToken, "The device was not verified in time."),
            _ => HttpFailure.Grant(LoginWords.AccessDenied, "The code is wrong, or the device is locked."),
        };
    }

    private static Task AnswerAsync(HttpContext http, LoginGrant login)
    {
        var tokens = http.RequestServices.GetRequiredService<AccessTokens>();
        var expires = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + login.Lifetime;
        var token = tokens.Write(login.Claims, expires);
        http.Response.Cookies.Append(tokens.CookieName, token, CookieFor(http));
        return http.AnswerAsync(
            new TokenResponse { AccessToken = token, ExpiresIn = (long)login.Lifetime.TotalSeconds }, ContractsJson.Wire.TokenResponse);
    }

    /// <summary>Revokes the token in the header and the one in the cookie, and deletes the cookie.</summary>
    private static async Task LogoutAsync(HttpContext http)
    {
        var tokens = http.RequestServices.GetRequiredService<AccessTokens>();
        var cookie = http.Request.Cookies[tokens.CookieName] ?? "";
        var logouts = http.RequestServices.GetRequiredService<LogoutService>();
        var presented = new List<TokenClaims>();
        foreach (var text in new[] { http.FindBearer() ?? "", cookie }.Distinct(StringComparer.Ordinal))
        {
            if (text.Length > 0 && await tokens.TryReadAsync(text) is { } token)
            {
                presented.Add(token.Claims);
            }
        }

        await logouts.LogOutAsync(presented, http.GetAddress(), http.RequestAborted);
        var ended = CookieFor(http);
        (ended.Expires, ended.MaxAge) = (DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        http.Response.Cookies.Append(tokens.CookieName, "", ended);
        await http.AnswerNullAsync();
    }

    /// <summary>
    /// Issues a token for a program. The token ends with the session that requested it, and its lifetime is limited by the
    /// server's settings. It does not outlive the login that it comes from: the API key, or the token of a person or a device.
    /// </summary>
    private static async Task IssueAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var query = new RequestQuery(http, mistakes);
        var pipeline = query.Id<object>("pipeline_id");
        var schedule = query.Id<object>("schedule_id");
        var minutes = query.Integer("expires_minutes", 1, MaximumMinutes);
        mistakes.ThrowIfAny();
        var token = http.GetToken();
        if (pipeline is null && schedule is null && minutes is null)
        {
            await http.AnswerAsync(token.Text, ContractsJson.Wire.String);
            return;
        }

        // A login with an API key is as long as the key, which every request checks. Programs with a key log in again by themselves.
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var longest = now + http.RequestServices.GetRequiredService<TokenLifetimes>().Issued;
        var isOfLogin = token.Claims is { IsDerived: false, ApiKey: not null };
        var latest = isOfLogin || longest < token.Expires ? longest : token.Expires;
        var asked = minutes is { } some ? now.AddMinutes(some) : token.Expires;
        var claims = token.Claims.Derive() with
        {
            PipelineId = pipeline?.Value ?? token.Claims.PipelineId, ScheduleId = schedule?.Value ?? token.Claims.ScheduleId,
        };
        var expires = asked < latest ? asked : latest;
        await http.RequestServices.GetRequiredService<LoginService>().RecordIssuedTokenAsync(
            http.GetCaller(), claims, expires, http.RequestAborted);
        var issued = http.RequestServices.GetRequiredService<AccessTokens>().Write(claims, expires);
        await http.AnswerAsync(issued, ContractsJson.Wire.String);
    }

    private static CookieOptions CookieFor(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = http.Request.PathBase.HasValue ? http.Request.PathBase.Value : "/",
    };
}
