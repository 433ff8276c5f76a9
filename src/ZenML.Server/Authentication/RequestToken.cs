using ZenML.Core.Accounts.Credentials;

namespace ZenML.Server.Authentication;

/// <summary>The token and the client address of a request.</summary>
internal static class RequestToken
{
    private const string Scheme = "Bearer ";

    private static readonly object TokenKey = new();

    /// <summary>Returns the token in the Authorization header; null if there is none.</summary>
    public static string? FindBearer(this HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    /// <summary>Stores the token for the rest of the request.</summary>
    public static void SetToken(this HttpContext http, AccessToken token) => http.Items[TokenKey] = token;

    /// <summary>Returns the token that authenticated the request; null if something else did.</summary>
    public static AccessToken? FindToken(this HttpContext http) => http.Items[TokenKey] as AccessToken;

    /// <summary>Returns the token that authenticated the request.</summary>
    public static AccessToken GetToken(this HttpContext http) =>
        http.Items[TokenKey] as AccessToken ?? throw new InvalidOperationException("An anonymous endpoint has no token.");

    /// <summary>Returns the network address of the caller.</summary>
    public static string? GetAddress(this HttpContext http) => ClientAddresses.Text(http.Connection.RemoteIpAddress);

    /// <summary>Returns the address of the caller with its networks, for rate limits.</summary>
    public static ClientAddress GetClientAddress(this HttpContext http) =>
        ClientAddresses.Of(http.Connection.RemoteIpAddress) with { IsThisMachine = DirectConnection.IsFromThisMachine(http) };
}
