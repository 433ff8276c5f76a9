using ZenML.Core.Accounts.Credentials;

namespace ZenML.Server.Authentication;

/// <summary>The maximum lifetimes of tokens. A shorter lifetime also applies to tokens that were issued earlier.</summary>
/// <param name="Session">The token of a login with a password or an API key.</param>
/// <param name="Issued">A token that a session requested for a program.</param>
/// <param name="Device">The token of a device.</param>
internal sealed record TokenLifetimes(TimeSpan Session, TimeSpan Issued, TimeSpan Device)
{
    /// <summary>The token for an identity token, and those that such a session requests.</summary>
    public TimeSpan Workload { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Returns the maximum lifetime of a token with these claims.</summary>
    public TimeSpan Of(TokenClaims claims) => claims switch
    {
        { Trust: not null } => Workload,
        { IsDerived: true } => Issued,
        { Device: not null } => Device,
        _ => Session,
    };
}
