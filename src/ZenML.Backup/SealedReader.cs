using System.Security.Cryptography;

namespace ZenML.Backup;

/// <summary>Decrypts what a <see cref="SealedWriter"/> wrote. Nothing is returned that was not authenticated.</summary>
internal sealed class SealedReader : IDisposable
{
    private readonly Stream source;

    private readonly byte[] state;

    private readonly byte[] plain = GC.AllocateArray<byte>(SealedWriter.ChunkSize, pinned: true);

    private readonly byte[] encrypted = new byte[SealedWriter.ChunkSize + Sodium.StreamOverhead];

    private byte[] associated;

    private int position;

    private int length;

    private bool isAtEnd;

    /// <summary>Decrypts a stream.</summary>
    /// <param name="source">The stream; it stays open.</param>
    /// <param name="state">The state of the stream; overwritten at the end.</param>
    /// <param name="associated">What the first chunk authenticates too.</param>
    public SealedReader(Stream source, byte[] state, byte[] associated)
    {
        this.source = source;
        this.state = state;
        this.associated = associated;
    }

    /// <summary>Reads up to as many bytes as fit, at least one.</summary>
    /// <returns>Their number; 0 at the end, which was written as such.</returns>
    /// <exception cref="Core.Errors.ZenException"><see cref="Core.Errors.ErrorCode.StoreDamaged"/>.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        while (position == length)
        {
            if (isAtEnd)
            {
                return 0;
            }

            await PullAsync(cancellationToken);
        }

        var count = Math.Min(target.Length, length - position);
        plain.AsMemory(position, count).CopyTo(target);
        position += count;
        return count;
    }

    /// <summary>Reads exactly as many bytes as fit.</summary>
    public async ValueTask ReadExactlyAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        while (!target.IsEmpty)
        {
            var count = await ReadAsync(target, cancellationToken);
            target = count > 0 ? target[count..] : throw ArchiveErrors.Damaged();
        }
    }

    /// <summary>Overwrites key and text in memory.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(state);
        CryptographicOperations.ZeroMemory(plain);
    }

    private async ValueTask PullAsync(CancellationToken cancellationToken)
    {
        var count = await source.ReadAtLeastAsync(encrypted, encrypted.Length, throwOnEndOfStream: false, cancellationToken);
        var isLong = count == encrypted.Length;
        if (count < Sodium.StreamOverhead)
        {
            throw ArchiveErrors.Incomplete();
        }

        length = count - Sodium.StreamOverhead;
        if (!Sodium.TryPull(state, plain.AsSpan(0, length), out var tag, encrypted.AsSpan(0, count), associated))
        {
            throw ArchiveErrors.Damaged();
        }

        (associated, position) = ([], 0);
        isAtEnd = tag == Sodium.FinalTag;
        var isPlausible = isAtEnd
            ? !isLong || await source.ReadAsync(encrypted.AsMemory(0, 1), cancellationToken) == 0
            : isLong && tag == Sodium.MessageTag;
        if (!isPlausible)
        {
            throw ArchiveErrors.Damaged();
        }
    }
}
