using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Server.Passwords;

/// <summary>
/// Argon2id. Computes at most two hashes at once, to limit memory, in the order of a <see cref="FairQueue"/>.
/// </summary>
internal sealed class Argon2PasswordHasher : IPasswordHasher
{
    private const int HashSize = 32;

    private const int Places = 2;

    private readonly Argon2Cost cost;

    // Computed for an unknown account, so that it takes as long as a wrong password. The result is ignored.
    private readonly Argon2Text absent;

    // A hash takes about 30 ms, so unknown requesters wait a few seconds at most. All machines of a team can log in at once.
    // Clients wait for 30 seconds.
    private readonly FairQueue queue = new(
        Places,
        known: new QueueLimits(Member: 128, Group: 128, All: 512),
        unknown: new QueueLimits(Member: 32, Group: 64, All: 128),
        maximumWait: TimeSpan.FromSeconds(15));

    /// <summary>Creates a hasher.</summary>
    /// <param name="cost">The cost of new hashes. A known hash is verified at its own.</param>
    /// <exception cref="ZenException">libsodium cannot be loaded.</exception>
    public Argon2PasswordHasher(Argon2Cost cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        SodiumLibrary.EnsureLoaded();
        this.cost = cost;
        absent = new Argon2Text(cost, new byte[Argon2Text.SaltSize], new byte[HashSize]);
    }

    /// <inheritdoc />
    public async Task<IHashingLease> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requester);
        return new Lease(this, await queue.AcquireAsync(requester, cancellationToken));
    }

    /// <remarks>
    /// A hash occupies a processor for many milliseconds. It runs on a separate thread, because on a thread of the pool it would
    /// delay requests.
    /// </remarks>
    private static Task<byte[]> ComputeAsync(SensitiveString password, Argon2Cost cost, byte[] salt, int size) => Task.Factory.StartNew(
        () => Compute(password, cost, salt, size), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static byte[] Compute(SensitiveString password, Argon2Cost cost, byte[] salt, int size)
    {
        var bytes = Encoding.UTF8.GetBytes(password.Reveal());
        try
        {
            var algorithm = new Argon2id(
                new Argon2Parameters
                {
                    DegreeOfParallelism = 1,
                    MemorySize = cost.MemoryKibibytes,
                    NumberOfPasses = cost.Passes,
                });
            return algorithm.DeriveBytes(bytes, salt, size);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private sealed class Lease(Argon2PasswordHasher hasher, IDisposable slot) : IHashingLease
    {
        public async Task<string> HashAsync(SensitiveString password)
        {
            ArgumentNullException.ThrowIfNull(password);
            ArgumentException.ThrowIfNullOrEmpty(password.Reveal(), nameof(password));
            var salt = RandomNumberGenerator.GetBytes(Argon2Text.SaltSize);
            return new Argon2Text(hasher.cost, salt, await ComputeAsync(password, hasher.cost, salt, HashSize)).ToString();
        }

        public async Task<bool> VerifyAsync(SensitiveString password, string? hash)
        {
            ArgumentNullException.ThrowIfNull(password);
            var isKnown = Argon2Text.TryParse(hash, out var known);
            var expected = isKnown ? known! : hasher.absent;
            var actual = await ComputeAsync(password, expected.Cost, expected.Salt, expected.Hash.Length);

            // No account has an empty password, but an attempt takes as long as any other.
            return CryptographicOperations.FixedTimeEquals(actual, expected.Hash) && isKnown && password.Reveal().Length > 0;
        }

        public void Dispose() => slot.Dispose();
    }
}
