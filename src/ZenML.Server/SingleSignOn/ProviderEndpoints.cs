namespace ZenML.Server.SingleSignOn;

/// <summary>The addresses of an identity provider, as its discovery document says.</summary>
/// <param name="Authorization">Where people log in.</param>
/// <param name="Token">Where codes are exchanged.</param>
/// <param name="DeviceAuthorization">Where the login of a device begins; null if there is none.</param>
internal sealed record ProviderEndpoints(Uri Authorization, Uri Token, Uri? DeviceAuthorization)
{
    /// <summary>Whether the provider names itself when it sends a person back (RFC 9207).</summary>
    public bool NamesIssuer { get; init; }

    /// <summary>Whether the client shows its secret in the form, because the provider does not take it in the header.</summary>
    public bool TakesSecretInForm { get; init; }
}
