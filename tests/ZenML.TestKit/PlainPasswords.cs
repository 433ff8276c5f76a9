using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Secrets;

namespace ZenML.TestKit;

/// <summary>
/// A password hasher that does not hash, so that tests need not wait for Argon2. It counts its calls.
/// </summary>
public sealed class PlainPasswords : IPasswordHasher
{
    private int hashed;

    private int verified;

    /// <summary>A shared instance for tests that do not count calls.</summary>
    public static PlainPasswords Instance { get; } = new();

    /// <summary>How often it hashed something.</summary>
    public int Hashed => hashed;

    /// <summary>How often it verified something.</summary>
    public int Verified => verified;

    /// <inheritdoc />
    public Task<IHashingLease> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken) =>
        Task.FromResult<IHashingLease>(new Turn(this));

    private sealed class Turn(PlainPasswords passwords) : IHashingLease
    {
        public Task<string> HashAsync(SensitiveString password)
        {
            Interlocked.Increment(ref passwords.hashed);
            return Task.FromResult($"plain:{password.Reveal()}");
        }

        public Task<bool> VerifyAsync(SensitiveString password, string? hash)
        {
            Interlocked.Increment(ref passwords.verified);
            return Task.FromResult(hash == $"plain:{password.Reveal()}");
        }

        public void Dispose()
        {
        }
    }
}
