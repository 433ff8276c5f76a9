using System.Security.Cryptography;

namespace ZenML.Server.Idempotency;

/// <summary>The stored outcome of a change: the request's fingerprint, and the response or the id of its resource.</summary>
internal sealed class StoredResponse
{
    private const int FingerprintLength = SHA256.HashSizeInBytes;

    private const byte Answered = 1;

    private const byte Reread = 2;

    private readonly ReadOnlyMemory<byte> bytes;

    /// <summary>Reads a stored outcome.</summary>
    public StoredResponse(ReadOnlyMemory<byte> bytes) => this.bytes = bytes;

    /// <summary>The stored response; null if the resource is to be read again.</summary>
    public ReadOnlyMemory<byte>? Json => bytes.Span[0] == Answered ? bytes[(1 + FingerprintLength)..] : default(ReadOnlyMemory<byte>?);

    /// <summary>The id of the resource to read again.</summary>
    public Guid Resource => new(bytes.Span[(1 + FingerprintLength)..], bigEndian: true);

    /// <summary>Creates an outcome with the response.</summary>
    public static byte[] WithAnswer(IdempotencyContext request, ReadOnlySpan<byte> json) => [Answered, .. request.Fingerprint, .. json];

    /// <summary>Creates an outcome with the id of a resource that has values. The values themselves are not stored again.</summary>
    public static byte[] WithResource(IdempotencyContext request, Guid resource) =>
        [Reread, .. request.Fingerprint, .. resource.ToByteArray(bigEndian: true)];

    /// <summary>Whether this is the outcome of the given request.</summary>
    public bool IsOf(IdempotencyContext request) =>
        CryptographicOperations.FixedTimeEquals(bytes.Span.Slice(1, FingerprintLength), request.Fingerprint);
}
