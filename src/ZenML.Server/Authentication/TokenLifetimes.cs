using ZenML.Core.Accounts.Credentials;

namespace ZenML.Server.Authentication;

/// <summary>How long tokens are valid at most. A shorter setting also ends tokens that were issued before it.</summary>
/// <param name="Session">The token of a login with a password or an API key.</param>
/// <param name="Issued">A token that a session was issued for a program.</param>
/// <param name="Device">The token of a device.</param>
internal sealed record TokenLifetimes(TimeSpan Session, TimeSpan Issued, TimeSpan Device)
{
    /// <summary>The longest lifetime of a token with these claims.</summary>
    public TimeSpan Of(TokenClaims claims) => claims.IsDerived ? Issued : claims.Device is not null ? Device : Session;
}
