namespace ZenML.Client;

/// <summary>Where a person vouches for this machine.</summary>
/// <param name="Address">The page to open; the code is in it already.</param>
/// <param name="UserCode">The code, to be compared with the one that the page shows.</param>
/// <param name="ExpiresIn">How long the page waits.</param>
public sealed record DeviceAuthorization(Uri Address, string UserCode, TimeSpan ExpiresIn)
{
    /// <summary>
    /// Whether the page is at another address than the server that the login is for. A server behind a proxy can have
    /// such a page. So can one that wants the login of another server:
    /// whoever confirms it there gives their access to that other server away.
    /// </summary>
    public bool IsElsewhere { get; init; }
}
