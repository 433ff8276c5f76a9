using System.Buffers.Binary;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// The values of a secret as the bytes that are sealed: each in UTF-8 after its length. Their key names are sealed with
/// them as associated data.
/// </summary>
internal static class ValueBytes
{
    public static byte[] Write(IEnumerable<SensitiveString> values)
    {
        var texts = values.Select(value => value.Reveal()).ToArray();
        var bytes = new byte[texts.Sum(text => sizeof(int) + Encoding.UTF8.GetByteCount(text))];
        var position = 0;
        foreach (var text in texts)
        {
            var length = Encoding.UTF8.GetBytes(text, bytes.AsSpan(position + sizeof(int)));
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(position), length);
            position += sizeof(int) + length;
        }

        return bytes;
    }

    public static SecretValues Read(ReadOnlySpan<byte> bytes, IReadOnlyList<string> keys)
    {
        var values = new SecretValues();
        foreach (var key in keys)
        {
            var length = bytes.Length >= sizeof(int) ? BinaryPrimitives.ReadInt32BigEndian(bytes) : -1;
            if (length < 0 || length > bytes.Length - sizeof(int))
            {
                throw NotWhatWasWritten();
            }

            values[key] = new SensitiveString(Encoding.UTF8.GetString(bytes.Slice(sizeof(int), length)));
            bytes = bytes[(sizeof(int) + length)..];
        }

        return bytes.IsEmpty && values.Count == keys.Count ? values : throw NotWhatWasWritten();
    }

    private static ZenException NotWhatWasWritten() =>
        new(ErrorCode.StoreDamaged, "The stored values of a secret are malformed: the store is damaged. Restore it from a backup.");
}
