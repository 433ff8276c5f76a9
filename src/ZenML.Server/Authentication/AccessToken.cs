using ZenML.Core.Accounts.Credentials;

namespace ZenML.Server.Authentication;

/// <summary>A token that this server wrote.</summary>
/// <param name="Text">The token.</param>
/// <param name="Claims">What it says.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record AccessToken(string Text, TokenClaims Claims, DateTimeOffset Expires)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => $"Token of {Claims.User}";
}
