using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Server.Passwords;

/// <summary>
/// Argon2id with 19 MiB and two passes, which OWASP recommends as its least. At most two hashes are computed at once, so that memory stays
/// bounded, and who comes first
/// does not decide who is next: see <see cref="FairQueue"/>.
/// </summary>
internal sealed class Argon2PasswordHasher : IPasswordHasher
{
    private const int HashSize = 32;

    private const int Places = 2;

    private static readonly Argon2Cost Cost = new(MemoryKibibytes: 19 * 1024, Passes: 2);

    // Computed when there is no hash, so that an unknown account takes as long as a wrong password. Whatever comes out is refused.
    private static readonly Argon2Text Absent = new(Cost, new byte[Argon2Text.SaltSize], new byte[HashSize]);

    // A hash takes some 30 ms, so strangers wait for a few seconds at most. All machines of a team can log in at once. Clients wait for 30
    // seconds.
    private readonly FairQueue turns = new(
        Places,
        known: new TurnLimits(Member: 128, Group: 128, All: 512),
        strangers: new TurnLimits(Member: 32, Group: 64, All: 128),
        longestWait: TimeSpan.FromSeconds(15));

    /// <summary>Makes one.</summary>
    /// <exception cref="ZenException">libsodium cannot be loaded.</exception>
    public Argon2PasswordHasher() => SodiumLibrary.EnsureLoaded();

    /// <inheritdoc />
    public async Task<IHashingLease> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requester);
        return new Turn(await turns.TakeAsync(requester, cancellationToken));
    }

    /// <remarks>
    /// A hash keeps a processor busy for many milliseconds. On a thread of its own it shares the processors with the requests; on one of
    /// the few threads that serve
    /// them it would make them wait until it is done.
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

    private sealed class Turn(IDisposable place) : IHashingLease
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

            // Nobody has an empty password, but whoever sends it waits as long as all others.
            return CryptographicOperations.FixedTimeEquals(actual, expected.Hash) && isKnown && password.Reveal().Length > 0;
        }

        public void Dispose() => place.Dispose();
    }
}
