using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ZenML.Server.Authentication;

namespace ZenML.Server.SingleSignOn;

/// <summary>The signed cookie that binds a login to the browser that began it. Only the paths of the login get it.</summary>
internal sealed class LoginCookie(AccessTokens tokens, TimeProvider clock)
{
    private const int MaximumLength = 1024;

    private string Name => $"zenml-sso-{tokens.ServerId:D}";

    /// <summary>Sets the cookie.</summary>
    public void Write(HttpContext http, LoginState login)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{login.State}.{login.Verifier}.{login.Nonce}.{login.Device:N}.{login.UserCode}.{login.Expires.ToUnixTimeSeconds()}");
        http.Response.Cookies.Append(Name, $"{text}.{Sign(text)}", Options(http, login.Expires - clock.GetUtcNow()));
    }

    /// <summary>Reads the cookie and deletes it: a login is finished once.</summary>
    /// <returns>Null if there is none, or it is not one of this server, or the login took too long.</returns>
    public LoginState? Take(HttpContext http)
    {
        var text = http.Request.Cookies[Name];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var ended = Options(http, TimeSpan.Zero);
        ended.Expires = DateTimeOffset.UnixEpoch;
        http.Response.Cookies.Append(Name, "", ended);
        return text.Length <= MaximumLength && text.LastIndexOf('.') is > 0 and var end && IsSigned(text[..end], text[(end + 1)..])
            && text[..end].Split('.') is [var state, var verifier, var nonce, var device, var code, var expires]
            && DateTimeOffset.FromUnixTimeSeconds(long.Parse(expires, CultureInfo.InvariantCulture)) is var until
            && until > clock.GetUtcNow()
                ? new LoginState(state, verifier, nonce, Guid.ParseExact(device, "N"), code, until)
                : null;
    }

    private static CookieOptions Options(HttpContext http, TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = http.Request.PathBase + SingleSignOnPages.Path,
        MaxAge = lifetime,
    };

    private bool IsSigned(string text, string signature) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Sign(text)), Encoding.UTF8.GetBytes(signature));

    private string Sign(string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(tokens.LoginStateKey, Encoding.UTF8.GetBytes(text)));
}
