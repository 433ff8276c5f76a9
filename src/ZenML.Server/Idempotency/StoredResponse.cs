using System.Security.Cryptography;

namespace ZenML.Server.Idempotency;

/// <summary>What is remembered of a change: which request it was, and its answer, or what the answer is about.</summary>
internal sealed class StoredResponse
{
    private const int FingerprintLength = SHA256.HashSizeInBytes;

    private const byte Answered = 1;

    private const byte Reread = 2;

    private readonly ReadOnlyMemory<byte> bytes;

    /// <summary>Reads one that was remembered.</summary>
    public StoredResponse(ReadOnlyMemory<byte> bytes) => this.bytes = bytes;

    /// <summary>The answer as it was; null where it is read again.</summary>
    public ReadOnlyMemory<byte>? Json => bytes.Span[0] == Answered ? bytes[(1 + FingerprintLength)..] : default(ReadOnlyMemory<byte>?);

    /// <summary>What the answer is about, where it is read again.</summary>
    public Guid Resource => new(bytes.Span[(1 + FingerprintLength)..], bigEndian: true);

    /// <summary>An outcome with the answer itself.</summary>
    public static byte[] WithAnswer(IdempotencyContext request, ReadOnlySpan<byte> json) => [Answered, .. request.Fingerprint, .. json];

    /// <summary>An outcome that leads to the answer: it has values, which are stored once and deleted with what they belong to.</summary>
    public static byte[] WithResource(IdempotencyContext request, Guid resource) =>
        [Reread, .. request.Fingerprint, .. resource.ToByteArray(bigEndian: true)];

    /// <summary>Whether it is that of a request.</summary>
    public bool IsOf(IdempotencyContext request) =>
        CryptographicOperations.FixedTimeEquals(bytes.Span.Slice(1, FingerprintLength), request.Fingerprint);
}
