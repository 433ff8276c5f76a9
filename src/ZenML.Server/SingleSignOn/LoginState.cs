namespace ZenML.Server.SingleSignOn;

/// <summary>A login that a browser has begun on the page for devices.</summary>
/// <param name="State">What the provider must send back.</param>
/// <param name="Verifier">The secret for the exchange of the code (PKCE).</param>
/// <param name="Nonce">What the ID token must have.</param>
/// <param name="Device">The device that waits for approval.</param>
/// <param name="UserCode">The code of the device.</param>
/// <param name="Expires">When the login has to be finished.</param>
internal sealed record LoginState(
    string State, string Verifier, string Nonce, Guid Device, string UserCode, DateTimeOffset Expires);
