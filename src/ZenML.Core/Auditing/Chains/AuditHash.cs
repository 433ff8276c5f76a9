using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ZenML.Core.Auditing.Chains;

/// <summary>
/// The hashes of records: SHA-256 over the hash before, the place, and all columns, each after its length, so that no two records are
/// the same bytes.
/// </summary>
public static class AuditHash
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private const int NoText = -1;

    // Fourteen texts with their lengths, four numbers, the hash before and the label.
    private const int FixedSize = 256;

    private static readonly byte[] Label = "zenml-dotnet audit record 1"u8.ToArray();

    [ThreadStatic]
    private static byte[]? buffer;

    /// <summary>The hash before the first record of a chain.</summary>
    public static byte[] OfOrigin(AuditChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return SHA256.HashData(Encoding.UTF8.GetBytes($"zenml-dotnet audit chain 1/{chain.Name}/{(chain.IsOlder ? "older" : "")}"));
    }

    /// <summary>The hash of a record at a place.</summary>
    /// <param name="record">The record.</param>
    /// <param name="position">The place.</param>
    /// <param name="previous">The hash before it.</param>
    public static byte[] Of(AuditRecord record, long position, ReadOnlySpan<byte> previous)
    {
        ArgumentNullException.ThrowIfNull(record);
        var size = FixedSize + (3 * TextLength(record));
        if (buffer is null || buffer.Length < size)
        {
            buffer = new byte[Math.Max(size, 1024)];
        }

        var rest = Add(buffer, Label);
        rest = Add(rest, previous);
        rest = Add(rest, position);
        rest = Add(rest, record.Id);
        rest = Add(rest, record.Created);
        rest = Add(rest, record.UserId);
        rest = Add(rest, record.UserName);
        rest = Add(rest, record.Action);
        rest = Add(rest, record.ResourceType);
        rest = Add(rest, record.ResourceId);
        rest = Add(rest, record.ResourceName);
        rest = Add(rest, record.Address);
        rest = Add(rest, record.Outcome);

        // A count that can grow is proved apart.
        rest = Add(rest, record.CountProof is null ? record.Count : 0);
        rest = Add(rest, record.BareName);
        rest = Add(rest, record.Scope);
        rest = Add(rest, record.OwnerId);
        rest = Add(rest, record.WorkspaceId);
        rest = Add(rest, record.PartOf);
        rest = Add(rest, record.PartCount ?? long.MinValue);
        rest = Add(rest, record.ChangedKeys);
        return SHA256.HashData(buffer.AsSpan(0, buffer.Length - rest.Length));
    }

    private static int TextLength(AuditRecord record) =>
        Length(record.Id) + Length(record.UserId) + record.UserName.Length + record.Action.Length + record.ResourceType.Length
        + Length(record.ResourceId) + Length(record.ResourceName) + Length(record.Address) + record.Outcome.Length
        + Length(record.BareName) + Length(record.Scope) + Length(record.OwnerId) + Length(record.WorkspaceId)
        + Length(record.PartOf) + Length(record.ChangedKeys);

    private static int Length(string? text) => text?.Length ?? 0;

    private static Span<byte> Add(Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        return rest[bytes.Length..];
    }

    private static Span<byte> Add(Span<byte> rest, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(rest, number);
        return rest[sizeof(long)..];
    }

    private static Span<byte> Add(Span<byte> rest, string? text)
    {
        if (text is null)
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, NoText);
            return rest[sizeof(int)..];
        }

        var length = Encoding.UTF8.GetBytes(text, rest[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(rest, length);
        return rest[(sizeof(int) + length)..];
    }
}
