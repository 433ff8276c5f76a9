using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ZenML.TestKit.Identity;

/// <summary>The endpoints of a <see cref="LoopbackProvider"/> that programs use.</summary>
internal sealed class LoopbackTokens(LoopbackProvider provider)
{
    private const string CodeGrant = "authorization_code";

    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>Answers a request to the token endpoint.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var (client, secret) = Authenticate(http.Request, form);
        if (client != provider.ClientId)
        {
            await http.Response.SendErrorAsync(401, "invalid_client");
            return;
        }

        await (form["grant_type"].ToString() switch
        {
            CodeGrant => ExchangeCodeAsync(http, form, secret),
            DeviceGrant => ExchangeDeviceAsync(http, form),
            _ => http.Response.SendErrorAsync(400, "unsupported_grant_type"),
        });
    }

    /// <summary>Begins the login of a device.</summary>
    public async Task BeginDeviceAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (Authenticate(http.Request, form).Client != provider.ClientId)
        {
            await http.Response.SendErrorAsync(401, "invalid_client");
            return;
        }

        var (device, user) = (LoopbackProvider.NewCode(), RandomNumberGenerator.GetHexString(8));
        provider.Grants[device] = new LoopbackGrant
        {
            UserCode = user,
            Nonce = form["nonce"].ToString() is { Length: > 0 } nonce ? nonce : null,
            Expires = provider.Clock.GetUtcNow() + provider.DeviceLifetime,
        };
        var page = provider.Address + LoopbackProvider.DevicePath;
        await http.Response.SendAsync(new JsonObject
        {
            ["device_code"] = device,
            ["user_code"] = user,
            ["verification_uri"] = page,
            ["verification_uri_complete"] = $"{page}?user_code={user}",
            ["expires_in"] = (long)provider.DeviceLifetime.TotalSeconds,
            ["interval"] = provider.DeviceInterval,
        });
    }

    private static (string Client, string? Secret) Authenticate(HttpRequest request, IFormCollection form)
    {
        if (request.Headers.Authorization.ToString() is { } header && header.StartsWith("Basic ", StringComparison.Ordinal)
            && Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..])).Split(':', 2) is [var client, var secret])
        {
            return (Uri.UnescapeDataString(client), Uri.UnescapeDataString(secret));
        }

        return (form["client_id"].ToString(), form["client_secret"].ToString() is { Length: > 0 } given ? given : null);
    }

    private Task ExchangeCodeAsync(HttpContext http, IFormCollection form, string? secret)
    {
        if (!provider.Grants.TryGetValue(form["code"].ToString(), out var grant) || grant.UserCode is not null)
        {
            return http.Response.SendErrorAsync(400, "invalid_grant", "There is no such code.");
        }

        if (grant.IsUsed || grant.Expires <= provider.Clock.GetUtcNow())
        {
            return http.Response.SendErrorAsync(400, "invalid_grant", "The code was used or has expired.");
        }

        grant.IsUsed = true;
        var isWeb = provider.WebRedirects.Contains(grant.RedirectUri!);
        if (isWeb && provider.ClientSecret is { } expected && secret != expected)
        {
            return http.Response.SendErrorAsync(401, "invalid_client");
        }

        if (form["redirect_uri"].ToString() != grant.RedirectUri)
        {
            return http.Response.SendErrorAsync(400, "invalid_grant", "This is not the redirect address of the code.");
        }

        var verifier = form["code_verifier"].ToString();
        return verifier.Length is >= 43 and <= 128
            && IssuerTestKey.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == grant.Challenge
                ? GrantAsync(http, grant)
                : http.Response.SendErrorAsync(400, "invalid_grant", "The code verifier does not fit.");
    }

    private Task ExchangeDeviceAsync(HttpContext http, IFormCollection form)
    {
        if (!provider.Grants.TryGetValue(form["device_code"].ToString(), out var grant) || grant.UserCode is null || grant.IsUsed)
        {
            return http.Response.SendErrorAsync(400, "invalid_grant");
        }

        if (provider.DeviceErrors.TryDequeue(out var error))
        {
            return http.Response.SendErrorAsync(400, error);
        }

        if (grant.IsDenied || grant.Expires <= provider.Clock.GetUtcNow())
        {
            return http.Response.SendErrorAsync(400, grant.IsDenied ? "access_denied" : "expired_token");
        }

        if (grant.Person is null)
        {
            return http.Response.SendErrorAsync(400, "authorization_pending");
        }

        grant.IsUsed = true;
        return GrantAsync(http, grant);
    }

    private Task GrantAsync(HttpContext http, LoopbackGrant grant)
    {
        // As everywhere, the person can have changed since they logged in.
        var person = provider.People.FirstOrDefault(known => known.Subject == grant.Person!.Subject) ?? grant.Person!;
        var answer = new JsonObject
        {
            ["access_token"] = LoopbackProvider.NewCode(),
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)provider.TokenLifetime.TotalSeconds,
            ["id_token"] = provider.IssueIdToken(person, grant.Nonce),
        };
        provider.ChangeTokenAnswer?.Invoke(answer);
        return http.Response.SendAsync(answer);
    }
}
