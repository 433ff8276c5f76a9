namespace ZenML.Client;

/// <summary>The single sign-on of a server.</summary>
/// <param name="Provider">What the identity provider is called, such as <c>Okta</c>.</param>
/// <param name="Issuer">The address that names the identity provider.</param>
public sealed record SingleSignOnOffer(string Provider, string Issuer)
{
    /// <summary>Whether everyone can also log in with a password.</summary>
    public bool AllowsPasswords { get; init; } = true;

    /// <summary>Whether the identity provider has logins for machines without a browser.</summary>
    public bool HasDeviceLogin { get; init; }
}
