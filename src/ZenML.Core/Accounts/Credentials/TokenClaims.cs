using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// The claims of an access token, except those that the server itself verifies: signature, issuer and expiry.
/// </summary>
/// <param name="User">The account.</param>
/// <param name="Generation">The token generation of the account when the token was issued.</param>
public sealed record TokenClaims(Id<User> User, long Generation)
{
    /// <summary>The session. All tokens of one login share it.</summary>
    public required Guid Session { get; init; }

    /// <summary>
    /// The id of the token. A token issued for a program has its own; the token of a login has the id of the session.
    /// </summary>
    public Guid Token { get => field == Guid.Empty ? Session : field; init; }

    /// <summary>Whether the token was derived from the token of a login, for a program.</summary>
    public bool IsDerived => Token != Session;

    /// <summary>The API key of the session; null if there is none.</summary>
    public Id<ApiKey>? ApiKey { get; init; }

    /// <summary>The number of rotations of the API key.</summary>
    public long ApiKeyGeneration { get; init; }

    /// <summary>The device of the session; null if there is none.</summary>
    public Id<Device>? Device { get; init; }

    /// <summary>The trust because of which the session was opened; null if there is none.</summary>
    public Id<Trust>? Trust { get; init; }

    /// <summary>Whether the session was opened with a login at the identity provider.</summary>
    public bool IsSingleSignOn { get; init; }

    /// <summary>The pipeline that the token is for.</summary>
    public Guid? PipelineId { get; init; }

    /// <summary>The schedule that the token is for.</summary>
    public Guid? ScheduleId { get; init; }

    /// <summary>Creates the claims for a new login.</summary>
    public static TokenClaims OfLogin(Id<User> user, long generation) => new(user, generation) { Session = Guid.NewGuid() };

    /// <summary>
    /// Creates the claims of a token for a program. It is revoked together with this one, by its session, API key or
    /// device. A token that a program derives from its own token is the same token.
    /// </summary>
    public TokenClaims Derive() => this with { Token = IsDerived ? Token : Guid.NewGuid() };

    /// <summary>Returns the session for the services.</summary>
    public CallerSession ToSession() => new(
        this switch
        {
            { Device: not null } => SessionOrigin.Device,
            { ApiKey: not null } => SessionOrigin.ApiKey,
            { Trust: not null } => SessionOrigin.Workload,
            { IsSingleSignOn: true } => SessionOrigin.SingleSignOn,
            _ => SessionOrigin.Password,
        },
        IsDerived);
}
