namespace ZenML.Core.Accounts.Credentials;

/// <summary>A limit of failed logins within a window.</summary>
/// <param name="Name">The name, which is part of the subject.</param>
/// <param name="Failures">The maximum number of failures.</param>
/// <param name="Window">The length of the window, from the first failure.</param>
internal sealed record LoginLimit(string Name, long Failures, TimeSpan Window)
{
    /// <summary>Per account, API key or unknown name, and host.</summary>
    public static LoginLimit PerAccountAndHost { get; } = new("account at host", 10, TimeSpan.FromMinutes(1));

    /// <summary>Per host, for all accounts together, against guesses of one password for many accounts.</summary>
    public static LoginLimit PerHost { get; } = new("host", 60, TimeSpan.FromMinutes(1));

    /// <summary>Per site, for all accounts together.</summary>
    public static LoginLimit PerSite { get; } = new("site", 200, TimeSpan.FromMinutes(1));

    /// <summary>
    /// Per account, from all hosts. It locks nobody out: beyond it, <see cref="PerAccountAndHostUnderAttack"/>
    /// applies.
    /// </summary>
    public static LoginLimit PerAccount { get; } = new("account", 100, TimeSpan.FromDays(1));

    /// <summary>
    /// Per host, for an account that is attacked from many hosts. The owner still has these attempts from any host.
    /// </summary>
    public static LoginLimit PerAccountAndHostUnderAttack { get; } = new("account under attack at host", 3, TimeSpan.FromHours(1));

    /// <summary>Per account, for guesses of the password from before a reset. Its owner can still ask an administrator.</summary>
    public static LoginLimit PerResetConfirmation { get; } = new("reset confirmation", 20, TimeSpan.FromDays(1));
}
