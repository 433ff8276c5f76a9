using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>A login attempt: the account, the origin, and the limits that a failure counts towards.</summary>
internal sealed record LoginAttempt
{
    private LoginAttempt(string account, ClientAddress from, bool guessesPassword, DateTimeOffset? lastLogin, DateTimeOffset now)
    {
        From = from;
        LastLogin = lastLogin;
        IsFamiliarHost = lastLogin is { } last && (now - last).Duration() < FamiliarityPeriod;
        AccountAndHost = Subject(LoginLimit.PerAccountAndHost, account, from.Host);
        Host = Subject(LoginLimit.PerHost, from.Host);
        Site = Subject(LoginLimit.PerSite, from.Site);
        Account = Subject(LoginLimit.PerAccount, account);
        AccountAndHostUnderAttack = Subject(LoginLimit.PerAccountAndHostUnderAttack, account, from.Host);
        Counted = (IsFamiliarHost, guessesPassword) switch
        {
            (true, _) => [(AccountAndHost, LoginLimit.PerAccountAndHost)],
            (_, false) => [(AccountAndHost, LoginLimit.PerAccountAndHost), (Host, LoginLimit.PerHost), (Site, LoginLimit.PerSite)],
            _ =>
            [
                (AccountAndHost, LoginLimit.PerAccountAndHost), (Host, LoginLimit.PerHost), (Site, LoginLimit.PerSite),
                (Account, LoginLimit.PerAccount), (AccountAndHostUnderAttack, LoginLimit.PerAccountAndHostUnderAttack),
            ],
        };
    }

    /// <summary>How long a host stays familiar after an account has logged in from it.</summary>
    public static TimeSpan FamiliarityPeriod { get; } = TimeSpan.FromDays(30);

    /// <summary>The origin of the attempt.</summary>
    public ClientAddress From { get; }

    /// <summary>When the account last logged in from this host.</summary>
    public DateTimeOffset? LastLogin { get; }

    /// <summary>
    /// Whether the account has recently logged in from this host. Failures from other hosts do not limit such an
    /// attempt, and its failures do not count for other hosts.
    /// </summary>
    public bool IsFamiliarHost { get; }

    /// <summary>The subjects that a failure counts towards, with their limits.</summary>
    public IReadOnlyList<(string Subject, LoginLimit Limit)> Counted { get; private init; }

    /// <summary>The subject of <see cref="LoginLimit.PerAccountAndHost"/>.</summary>
    public string AccountAndHost { get; }

    private string Host { get; }

    private string Site { get; }

    private string Account { get; }

    private string AccountAndHostUnderAttack { get; }

    /// <summary>
    /// Creates an attempt with a password. Unknown names, without a user, are counted and limited in the same way.
    /// </summary>
    public static LoginAttempt ForPassword(User? user, string name, ClientAddress from, DateTimeOffset? lastLogin, DateTimeOffset now) =>
        new(user is null ? $"name\n{name}" : $"user\n{user.Id}", from, guessesPassword: true, lastLogin, now);

    /// <summary>
    /// Creates an attempt with an API key; the id is null if the text is not a key. Keys cannot be guessed, so no limit
    /// covers all hosts.
    /// </summary>
    public static LoginAttempt ForApiKey(Id<ApiKey>? key, ClientAddress from, DateTimeOffset? lastLogin, DateTimeOffset now) =>
        new($"key\n{key}", from, guessesPassword: false, lastLogin, now);

    /// <summary>
    /// Creates an attempt with an identity token. Issuer and subject are what it says before anything is verified: whoever knows
    /// them can only use up the attempts of their own host.
    /// </summary>
    public static LoginAttempt ForIdentityToken(
        string? issuer, string? subject, ClientAddress from, DateTimeOffset? lastLogin, DateTimeOffset now) =>
        new($"identity\n{issuer}\n{subject}", from, guessesPassword: false, lastLogin, now);

    /// <summary>Creates an attempt to change the password by a logged-in user, from any host.</summary>
    public static LoginAttempt ForPasswordChange(User user, DateTimeOffset now) =>
        new($"change\n{user.Id}", ClientAddress.Unknown, guessesPassword: false, now, now);

    /// <summary>
    /// Creates an attempt to confirm a reset by a logged-in user, from any host. Whoever made the reset can be logged in, so guesses are
    /// also limited for a day.
    /// </summary>
    public static LoginAttempt ForResetConfirmation(User user, DateTimeOffset now)
    {
        var attempt = ForPasswordChange(user, now);
        var limit = LoginLimit.PerResetConfirmation;
        return attempt with { Counted = [.. attempt.Counted, (Subject(limit, $"{user.Id}"), limit)] };
    }

    /// <summary>Returns how long to wait before the next attempt, or null if it is allowed now.</summary>
    public TimeSpan? FindRetryDelay(IReadOnlyDictionary<string, LoginCount> counts, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        foreach (var (subject, limit) in Counted)
        {
            var applies = limit == LoginLimit.PerAccountAndHostUnderAttack
                ? IsExceeded(Account, LoginLimit.PerAccount)
                : limit != LoginLimit.PerAccount;
            if (applies && IsExceeded(subject, limit) && counts[subject].Expires - now is var left && (longest is null || left > longest))
            {
                longest = left < limit.Window ? left : limit.Window;
            }
        }

        return longest;

        bool IsExceeded(string subject, LoginLimit limit) =>
            counts.TryGetValue(subject, out var count) && count.IsCurrent(limit.Window, now) && count.Failures >= limit.Failures;
    }

    /// <remarks>A hash, so that no user input is stored.</remarks>
    private static string Subject(LoginLimit limit, params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{limit.Name}\n{string.Join('\n', parts)}")));
}
