using ZenML.Core.Credentials;
using ZenML.Core.Secrets;

namespace ZenML.TestKit;

/// <summary>Hashes nothing, so that tests of rules need not wait for Argon2. Counts what it is asked to verify.</summary>
public sealed class PlainPasswords : IPasswordHasher
{
    private int verified;

    /// <summary>One for all who do not count.</summary>
    public static PlainPasswords Instance { get; } = new();

    /// <summary>How often it verified something.</summary>
    public int Verified => verified;

    /// <inheritdoc />
    public Task<string> HashAsync(SensitiveString password, CancellationToken cancellationToken) => Task.FromResult($"plain:{password.Reveal()}");

    /// <inheritdoc />
    public Task<bool> VerifyAsync(SensitiveString password, string? hash, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref verified);
        return Task.FromResult(hash == $"plain:{password.Reveal()}");
    }
}
