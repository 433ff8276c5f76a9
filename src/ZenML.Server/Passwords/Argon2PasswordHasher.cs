using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Server.Passwords;

/// <summary>
/// Argon2id with 19 MiB and two passes, the minimum that OWASP recommends. Computes at most two hashes at once, to limit memory,
/// in the order of a <see cref="FairQueue"/>.
/// </summary>
internal sealed class Argon2PasswordHasher : IPasswordHasher
{
    private const int HashSize = 32;

    private const int Places = 2;

    private static readonly Argon2Cost Cost = new(MemoryKibibytes: 19 * 1024, Passes: 2);

    // Computed for an unknown account, so that it takes as long as a wrong password. The result is ignored.
    private static readonly Argon2Text Absent = new(Cost, new byte[Argon2Text.SaltSize], new byte[HashSize]);

    // A hash takes about 30 ms, so unknown requesters wait a few seconds at most. All machines of a team can log in at once.
    // Clients wait for 30 seconds.
    private readonly FairQueue queue = new(
        Places,
        known: new QueueLimits(Member: 128, Group: 128, All: 512),
        unknown: new QueueLimits(Member: 32, Group: 64, All: 128),
        maximumWait: TimeSpan.FromSeconds(15));

    /// <summary>Creates a hasher.</summary>
    /// <exception cref="ZenException">libsodium cannot be loaded.</exception>
    public Argon2PasswordHasher() => SodiumLibrary.EnsureLoaded();

    /// <inheritdoc />
    public async Task<IHashingLease> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requester);
        return new Lease(await queue.AcquireAsync(requester, cancellationToken));
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

    private sealed class Lease(IDisposable slot) : IHashingLease
    {
        public async Task<string> HashAsync(SensitiveString password)
        {
            ArgumentNullException.ThrowIfNull(password);
            ArgumentException.ThrowIfNullOrEmpty(password.Reveal(), nameof(password));
            var salt = RandomNumberGenerator.GetBytes(Argon2Text.SaltSize);
            return new Argon2Text(Cost, salt, await ComputeAsync(password, Cost, salt, HashSize)).ToString();
        }

        public async Task<bool> VerifyAsync(SensitiveString password, string? hash)
        {
            ArgumentNullException.ThrowIfNull(password);
            var isKnown = Argon2Text.TryParse(hash, out var known);
            var expected = isKnown ? known! : Absent;
            var actual = await ComputeAsync(password, expected.Cost, expected.Salt, expected.Hash.Length);

            // No account has an empty password, but an attempt takes as long as any other.
            return CryptographicOperations.FixedTimeEquals(actual, expected.Hash) && isKnown && password.Reveal().Length > 0;
        }

        public void Dispose() => slot.Dispose();
    }
}
