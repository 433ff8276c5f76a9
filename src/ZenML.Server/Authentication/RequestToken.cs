namespace ZenML.Server.Authentication;

/// <summary>The token of a request, and where the request comes from.</summary>
internal static class RequestToken
{
    private static readonly object TokenKey = new();

    /// <summary>Remembers the token for the rest of the request.</summary>
    public static void SetToken(this HttpContext http, AccessToken token) => http.Items[TokenKey] = token;

    /// <summary>The token.</summary>
    public static AccessToken GetToken(this HttpContext http) =>
        http.Items[TokenKey] as AccessToken ?? throw new InvalidOperationException("An endpoint that is open to everyone has no token.");

    /// <summary>The network address of the caller.</summary>
    public static string? GetAddress(this HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };
}
