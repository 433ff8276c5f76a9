using ZenML.Core.Secrets;

namespace ZenML.Core.Credentials;

/// <summary>Hashes passwords so that guessing takes long and much memory. At most two hashes are computed at once; further ones wait.</summary>
public interface IPasswordHasher
{
    /// <summary>The text to keep instead of a password; it carries the parameters and a salt of its own.</summary>
    Task<string> HashAsync(SensitiveString password, CancellationToken cancellationToken);

    /// <summary>Whether a password is the one of a hash.</summary>
    /// <param name="password">What was given.</param>
    /// <param name="hash">The hash; null if there is none, which takes as long and is never right.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    Task<bool> VerifyAsync(SensitiveString password, string? hash, CancellationToken cancellationToken);
}
