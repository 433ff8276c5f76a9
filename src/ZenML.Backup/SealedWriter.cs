using System.Security.Cryptography;

namespace ZenML.Backup;

/// <summary>Encrypts bytes in chunks of one size. Only <see cref="CompleteAsync"/> makes the stream one that can be read.</summary>
internal sealed class SealedWriter : IDisposable
{
    /// <summary>The size of a chunk before it is encrypted. The last one can be smaller.</summary>
    public const int ChunkSize = 64 * 1024;

    private readonly Stream target;

    private readonly byte[] state;

    private readonly byte[] plain = GC.AllocateArray<byte>(ChunkSize, pinned: true);

    private readonly byte[] encrypted = new byte[ChunkSize + Sodium.StreamOverhead];

    private byte[] associated;

    private int filled;

    /// <summary>Encrypts to a stream.</summary>
    /// <param name="target">The stream; it stays open.</param>
    /// <param name="state">The state of the stream; overwritten at the end.</param>
    /// <param name="associated">What the first chunk authenticates too.</param>
    public SealedWriter(Stream target, byte[] state, byte[] associated)
    {
        this.target = target;
        this.state = state;
        this.associated = associated;
    }

    /// <summary>Adds bytes.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            if (filled == ChunkSize)
            {
                await PushAsync(Sodium.MessageTag, cancellationToken);
            }

            var count = Math.Min(bytes.Length, ChunkSize - filled);
            bytes[..count].CopyTo(plain.AsMemory(filled));
            filled += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Writes the last chunk.</summary>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => PushAsync(Sodium.FinalTag, cancellationToken);

    /// <summary>Overwrites key and text in memory.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(state);
        CryptographicOperations.ZeroMemory(plain);
    }

    private ValueTask PushAsync(byte tag, CancellationToken cancellationToken)
    {
        var length = filled + Sodium.StreamOverhead;
        Sodium.Push(state, encrypted.AsSpan(0, length), plain.AsSpan(0, filled), associated, tag);
        (associated, filled) = ([], 0);
        return target.WriteAsync(encrypted.AsMemory(0, length), cancellationToken);
    }
}
