using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;
using ZenML.Core.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Server.Passwords;

/// <summary>Argon2id with 19 MiB and two passes, which OWASP recommends as its least. At most two hashes are computed at once, so that memory stays bounded.</summary>
internal sealed class Argon2PasswordHasher : IPasswordHasher, IDisposable
{
    private const int HashSize = 32;

    private static readonly Argon2Cost Cost = new(MemoryKibibytes: 19 * 1024, Passes: 2);

    // Computed when there is no hash, so that an unknown account takes as long as a wrong password. Whatever comes out is refused.
    private static readonly Argon2Text Absent = new(Cost, new byte[Argon2Text.SaltSize], new byte[HashSize]);

    private readonly SemaphoreSlim turns = new(2, 2);

    /// <summary>Makes one.</summary>
    /// <exception cref="ZenException">libsodium cannot be loaded.</exception>
    public Argon2PasswordHasher() => SodiumLibrary.EnsureLoaded();

    /// <inheritdoc />
    public async Task<string> HashAsync(SensitiveString password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentException.ThrowIfNullOrEmpty(password.Reveal(), nameof(password));
        var salt = RandomNumberGenerator.GetBytes(Argon2Text.SaltSize);
        return new Argon2Text(Cost, salt, await ComputeAsync(password, Cost, salt, HashSize, cancellationToken)).ToString();
    }

    /// <inheritdoc />
    public async Task<bool> VerifyAsync(SensitiveString password, string? hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        var isKnown = Argon2Text.TryParse(hash, out var known);
        var expected = isKnown ? known! : Absent;
        var actual = await ComputeAsync(password, expected.Cost, expected.Salt, expected.Hash.Length, cancellationToken);

        // Nobody has an empty password, but whoever sends it waits as long as all others.
        return CryptographicOperations.FixedTimeEquals(actual, expected.Hash) && isKnown && password.Reveal().Length > 0;
    }

    /// <summary>Frees what waits for turns.</summary>
    public void Dispose() => turns.Dispose();

    /// <remarks>
    /// A hash keeps a processor busy for many milliseconds. On a thread of its own it shares the processors with the requests; on one of the few threads that serve
    /// them it would make them wait until it is done.
    /// </remarks>
    private async Task<byte[]> ComputeAsync(SensitiveString password, Argon2Cost cost, byte[] salt, int size, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(
                () => Compute(password, cost, salt, size), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            turns.Release();
        }
    }

    private static byte[] Compute(SensitiveString password, Argon2Cost cost, byte[] salt, int size)
    {
        var bytes = Encoding.UTF8.GetBytes(password.Reveal());
        try
        {
            var algorithm = new Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = cost.MemoryKibibytes, NumberOfPasses = cost.Passes });
            return algorithm.DeriveBytes(bytes, salt, size);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
