using ZenML.Core.Accounts.Credentials;

namespace ZenML.Server.Authentication;

/// <summary>The token of a request, and where the request comes from.</summary>
internal static class RequestToken
{
    private const string Scheme = "Bearer ";

    private static readonly object TokenKey = new();

    /// <summary>The token of the Authorization header; null if the header has none.</summary>
    public static string? FindBearer(this HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    /// <summary>Remembers the token for the rest of the request.</summary>
    public static void SetToken(this HttpContext http, AccessToken token) => http.Items[TokenKey] = token;

    /// <summary>The token.</summary>
    public static AccessToken GetToken(this HttpContext http) =>
        http.Items[TokenKey] as AccessToken ?? throw new InvalidOperationException("An endpoint that is open to everyone has no token.");

    /// <summary>The network address of the caller.</summary>
    public static string? GetAddress(this HttpContext http) => ClientAddresses.Text(http.Connection.RemoteIpAddress);

    /// <summary>Where the request comes from, for limits too.</summary>
    public static ClientAddress GetClientAddress(this HttpContext http) =>
        ClientAddresses.Of(http.Connection.RemoteIpAddress) with { IsThisMachine = DirectConnection.IsFromThisMachine(http) };
}
