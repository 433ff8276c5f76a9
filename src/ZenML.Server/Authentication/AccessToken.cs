using ZenML.Core.Accounts.Credentials;

namespace ZenML.Server.Authentication;

/// <summary>A token that this server issued.</summary>
/// <param name="Text">The token.</param>
/// <param name="Claims">The claims.</param>
/// <param name="Expires">When the token expires.</param>
internal sealed record AccessToken(string Text, TokenClaims Claims, DateTimeOffset Expires)
{
    /// <summary>Returns the user, never the token.</summary>
    public override string ToString() => $"Token of {Claims.User}";
}
