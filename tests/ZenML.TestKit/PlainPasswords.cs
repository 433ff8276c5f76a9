using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Secrets;

namespace ZenML.TestKit;

/// <summary>Hashes nothing, so that tests of rules need not wait for Argon2, and lets nobody wait. Counts what it is asked to do.</summary>
public sealed class PlainPasswords : IPasswordHasher
{
    private int hashed;

    private int verified;

    /// <summary>One for all who do not count.</summary>
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
