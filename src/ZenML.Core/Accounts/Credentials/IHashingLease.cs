using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The right to hash passwords, until it is disposed.</summary>
public interface IHashingLease : IDisposable
{
    /// <summary>Returns the hash of a password, with its parameters and salt.</summary>
    Task<string> HashAsync(SensitiveString password);

    /// <summary>Verifies a password against a hash.</summary>
    /// <param name="password">The password.</param>
    /// <param name="hash">The hash. Null takes as long as a hash and never matches.</param>
    Task<bool> VerifyAsync(SensitiveString password, string? hash);
}
