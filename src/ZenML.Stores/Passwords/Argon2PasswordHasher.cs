using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;
using ZenML.Core.Credentials;
using ZenML.Core.Secrets;

namespace ZenML.Stores.Passwords;

/// <summary>Argon2id with 19 MiB and two passes, which OWASP recommends as its least. At most two hashes are computed at once, so that memory stays bounded.</summary>
public sealed class Argon2PasswordHasher : IPasswordHasher, IDisposable
{
    private const int HashSize = 32;

    private const int SaltSize = 16;

    private static readonly Argon2Parameters Parameters = new(MemoryKibibytes: 19 * 1024, Passes: 2, Lanes: 1);

    // Computed when there is no hash, so that an unknown account takes as long as a wrong password. Whatever comes out is refused.
    private static readonly Argon2Text Absent = new(Parameters, new byte[SaltSize], new byte[HashSize]);

    // What is hashed in the place of an empty password.
    private static readonly SensitiveString StandIn = new("-");

    private readonly SemaphoreSlim turns = new(2, 2);

    /// <inheritdoc />
    public async Task<string> HashAsync(SensitiveString password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentException.ThrowIfNullOrEmpty(password.Reveal(), nameof(password));
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return new Argon2Text(Parameters, salt, await ComputeAsync(password, Parameters, salt, HashSize, cancellationToken)).ToString();
    }

    /// <inheritdoc />
    public async Task<bool> VerifyAsync(SensitiveString password, string? hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(password);
        var isKnown = Argon2Text.TryParse(hash, out var known);
        var expected = isKnown ? known! : Absent;

        // The package takes no empty password. Nobody has one, but whoever sends it shall wait as long as all others.
        var isEmpty = password.Reveal().Length == 0;
        var actual = await ComputeAsync(isEmpty ? StandIn : password, expected.Parameters, expected.Salt, expected.Hash.Length, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(actual, expected.Hash) && isKnown && !isEmpty;
    }

    /// <summary>Frees what waits for turns.</summary>
    public void Dispose() => turns.Dispose();

    private async Task<byte[]> ComputeAsync(SensitiveString password, Argon2Parameters parameters, byte[] salt, int size, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(password.Reveal());
        await turns.WaitAsync(cancellationToken);
        try
        {
            using var argon = new Argon2id(bytes)
            {
                Salt = salt, MemorySize = parameters.MemoryKibibytes, Iterations = parameters.Passes, DegreeOfParallelism = parameters.Lanes,
            };
            return await argon.GetBytesAsync(size);
        }
        finally
        {
            turns.Release();
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
