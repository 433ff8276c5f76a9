namespace ZenML.Client;

/// <summary>Where the user approves this machine.</summary>
/// <param name="Address">The page to open; it contains the code.</param>
/// <param name="UserCode">The code, which the user compares with the one on the page.</param>
/// <param name="ExpiresIn">How long the page is valid.</param>
public sealed record DeviceAuthorization(Uri Address, string UserCode, TimeSpan ExpiresIn)
{
    /// <summary>
    /// Whether the page has another address than the server. That is normal for a server behind a proxy. It is also how a malicious server
    /// gets the login of another server: a user who confirms the code there gives away access to that other server.
    /// </summary>
    public bool IsElsewhere { get; init; }
}
