using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Someone who tries to prove who they are: for whom, from where, and what their failures count for.</summary>
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
                (AccountAndHost, LoginLimit.PerAccountAndHost), (Host, LoginLimit.PerHost), (Site, LoginLimit.PerSite), (Account, LoginLimit.PerAccount),
                (AccountAndHostUnderAttack, LoginLimit.PerAccountAndHostUnderAttack),
            ],
        };
    }

    /// <summary>How long an account is known at a host after it logged in there.</summary>
    public static TimeSpan FamiliarityPeriod { get; } = TimeSpan.FromDays(30);

    /// <summary>Where the attempt comes from.</summary>
    public ClientAddress From { get; }

    /// <summary>When the account last logged in from this host.</summary>
    public DateTimeOffset? LastLogin { get; }

    /// <summary>Whether the account logged in from this host not long ago. What strangers do does not limit such an attempt, and it does
    /// not count against strangers.</summary>
    public bool IsFamiliarHost { get; }

    /// <summary>What a failure counts for, and the limit of each.</summary>
    public IReadOnlyList<(string Subject, LoginLimit Limit)> Counted { get; }

    /// <summary>The subject of <see cref="LoginLimit.PerAccountAndHost"/>.</summary>
    public string AccountAndHost { get; }

    private string Host { get; }

    private string Site { get; }

    private string Account { get; }

    private string AccountAndHostUnderAttack { get; }

    /// <summary>For an account of a person; for a name that nobody has, without one. Both are counted and limited in the same
    /// way.</summary>
    public static LoginAttempt ForPassword(User? user, string name, ClientAddress from, DateTimeOffset? lastLogin, DateTimeOffset now) =>
        new(user is null ? $"name\n{name}" : $"user\n{user.Id}", from, guessesPassword: true, lastLogin, now);

    /// <summary>For an API key; without an id, for what is none. Nobody guesses a key, so there is no limit for one from
    /// everywhere.</summary>
    public static LoginAttempt ForApiKey(Id<ApiKey>? key, ClientAddress from, DateTimeOffset? lastLogin, DateTimeOffset now) =>
        new($"key\n{key}", from, guessesPassword: false, lastLogin, now);

    /// <summary>For a change of the password by someone who is logged in, from wherever.</summary>
    public static LoginAttempt ForPasswordChange(User user, DateTimeOffset now) => new($"change\n{user.Id}", ClientAddress.Unknown, guessesPassword: false, now, now);

    /// <summary>How long to wait before another attempt; null if it may be made now.</summary>
    public TimeSpan? FindRetryDelay(IReadOnlyDictionary<string, LoginCount> counts, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        foreach (var (subject, limit) in Counted)
        {
            var applies = limit == LoginLimit.PerAccountAndHostUnderAttack ? IsExceeded(Account, LoginLimit.PerAccount) : limit != LoginLimit.PerAccount;
            if (applies && IsExceeded(subject, limit) && counts[subject].Expires - now is var left && (longest is null || left > longest))
            {
                longest = left < limit.Window ? left : limit.Window;
            }
        }

        return longest;

        bool IsExceeded(string subject, LoginLimit limit) =>
            counts.TryGetValue(subject, out var count) && count.IsCurrent(limit.Window, now) && count.Failures >= limit.Failures;
    }

    /// <remarks>A hash, so that nothing that someone typed is kept.</remarks>
    private static string Subject(LoginLimit limit, params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{limit.Name}\n{string.Join('\n', parts)}")));
}
