namespace ZenML.Core.Accounts.Credentials;

/// <summary>How many logins may fail that count together, and for how long each series counts.</summary>
/// <param name="Name">What is counted; part of the subject.</param>
/// <param name="Failures">How many may fail.</param>
/// <param name="Window">How long a series counts, from its first failure.</param>
internal sealed record LoginLimit(string Name, long Failures, TimeSpan Window)
{
    /// <summary>For an account, an API key or a name that nobody has, from one host.</summary>
    public static LoginLimit PerAccountAndHost { get; } = new("account at host", 10, TimeSpan.FromMinutes(1));

    /// <summary>For all accounts together, from one host: guessing one password for many accounts.</summary>
    public static LoginLimit PerHost { get; } = new("host", 60, TimeSpan.FromMinutes(1));

    /// <summary>The same from one site.</summary>
    public static LoginLimit PerSite { get; } = new("site", 200, TimeSpan.FromMinutes(1));

    /// <summary>For an account, from everywhere. Beyond it nobody is locked out: <see cref="PerAccountAndHostUnderAttack"/>
    /// applies.</summary>
    public static LoginLimit PerAccount { get; } = new("account", 100, TimeSpan.FromDays(1));

    /// <summary>For an account that is being guessed at from many hosts, from each of them. Its owner still has that many attempts from
    /// wherever they are.</summary>
    public static LoginLimit PerAccountAndHostUnderAttack { get; } = new("account under attack at host", 3, TimeSpan.FromHours(1));
}
