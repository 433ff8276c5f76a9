using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>What an access token says of its bearer. The signature, the server and the expiry are the server's business.</summary>
/// <param name="User">The account.</param>
/// <param name="Generation">The account's generation of tokens when it was issued.</param>
public sealed record TokenClaims(Id<User> User, long Generation)
{
    /// <summary>The session: every token of one login has the same.</summary>
    public required Guid Session { get; init; }

    /// <summary>
    /// The token within its session: a token issued for a program has an id of its own, that of the login has the
    /// session's.
    /// </summary>
    public Guid Token { get => field == Guid.Empty ? Session : field; init; }

    /// <summary>Whether the token was issued from that of a login, to be given to a program.</summary>
    public bool IsDerived => Token != Session;

    /// <summary>The API key that it came from.</summary>
    public Id<ApiKey>? ApiKey { get; init; }

    /// <summary>How often that key had been rotated.</summary>
    public long ApiKeyGeneration { get; init; }

    /// <summary>The device that it came from.</summary>
    public Id<Device>? Device { get; init; }

    /// <summary>The pipeline that it is for.</summary>
    public Guid? PipelineId { get; init; }

    /// <summary>The schedule that it is for.</summary>
    public Guid? ScheduleId { get; init; }

    /// <summary>The claims of the token of a new login.</summary>
    public static TokenClaims OfLogin(Id<User> user, long generation) => new(user, generation) { Session = Guid.NewGuid() };

    /// <summary>
    /// The claims of a token for a program. It ends with this one: with its session, its API key or its device. What
    /// a program derives from its own token
    /// cannot be told from that token, and ends with it too.
    /// </summary>
    public TokenClaims Derive() => this with { Token = IsDerived ? Token : Guid.NewGuid() };

    /// <summary>The session as the services know it.</summary>
    public CallerSession ToSession() => new(
        Device is not null ? SessionOrigin.Device : ApiKey is not null ? SessionOrigin.ApiKey : SessionOrigin.Password, IsDerived);
}
