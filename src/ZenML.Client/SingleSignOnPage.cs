namespace ZenML.Client;

/// <summary>Where the user logs in at the identity provider.</summary>
/// <param name="Provider">What the identity provider is called, such as <c>Okta</c>.</param>
/// <param name="Address">The page.</param>
/// <param name="ExpiresIn">How long the login can take.</param>
public sealed record SingleSignOnPage(string Provider, Uri Address, TimeSpan ExpiresIn)
{
    /// <summary>
    /// The code, which the user types on the page or compares with the one that the page shows; null if the page has to be opened on this
    /// machine and needs no code.
    /// </summary>
    public string? UserCode { get; init; }

    /// <summary>Whether the address contains the code, so that nobody types it.</summary>
    public bool HasCode { get; init; }

    /// <summary>Whether a browser was told to show the page.</summary>
    public bool IsOpen { get; init; }
}
