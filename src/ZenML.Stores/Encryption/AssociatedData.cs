using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ZenML.Stores.Encryption;

/// <summary>What a ciphertext belongs to, in bytes that cannot be read in two ways: every part follows its length.</summary>
internal sealed class AssociatedData
{
    private readonly ArrayBufferWriter<byte> buffer = new(128);

    public AssociatedData Add(ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), part.Length);
        buffer.Advance(sizeof(int));
        buffer.Write(part);
        return this;
    }

    public AssociatedData Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), length);
        buffer.Advance(sizeof(int));
        buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(length)));
        return this;
    }

    public AssociatedData Add(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Add(bytes);
    }

    public AssociatedData Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return Add(bytes);
    }

    public byte[] ToArray() => buffer.WrittenSpan.ToArray();
}
