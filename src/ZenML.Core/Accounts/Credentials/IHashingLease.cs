using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The right to hash, until it is disposed.</summary>
public interface IHashingLease : IDisposable
{
    /// <summary>The text to keep instead of a password; it carries the parameters and a salt of its own.</summary>
    Task<string> HashAsync(SensitiveString password);

    /// <summary>Whether a password is the one of a hash.</summary>
    /// <param name="password">What was given.</param>
    /// <param name="hash">The hash; null if there is none, which takes as long and is never right.</param>
    Task<bool> VerifyAsync(SensitiveString password, string? hash);
}
