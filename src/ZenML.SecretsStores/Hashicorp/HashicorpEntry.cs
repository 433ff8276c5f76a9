using System.Buffers;
using System.Text;
using System.Text.Json;
using ZenML.Core.Secrets;
using ZenML.SecretsStores.Entries;

namespace ZenML.SecretsStores.Hashicorp;

/// <summary>
/// What an entry of ours looks like in KV version 2: the id of the server, and either the values, with their order, because Vault sorts
/// them, or a text that is not one object of values. All are texts: Vault turns numbers into floats.
/// </summary>
internal static class HashicorpEntry
{
    private const string Values = "values", Order = "keys", Text = "text";

    /// <summary>Writes the body of a request that creates an entry where nothing is.</summary>
    public static ReadOnlyMemory<byte> Write(Guid owner, ReadOnlyMemory<byte> content)
    {
        var body = new ArrayBufferWriter<byte>(content.Length + 256);
        body.Write("{\"options\":{\"cas\":0},\"data\":{"u8);
        WriteName(body, EntryOwner.Label);
        EntryJson.WriteText(body, owner.ToString("D"));
        body.Write(","u8);
        if (EntryJson.TryRead(content) is { } values)
        {
            WriteName(body, Order);
            WriteOrder(body, values.Keys);
            body.Write(","u8);
            WriteName(body, Values);
            body.Write(content.Span);
        }
        else
        {
            WriteName(body, Text);
            EntryJson.WriteText(body, Encoding.UTF8.GetString(content.Span));
        }

        body.Write("}}"u8);
        return body.WrittenMemory;
    }

    /// <summary>Finds the server that an entry belongs to; null if it does not say.</summary>
    public static Guid? FindOwner(JsonElement data) =>
        Guid.TryParseExact(HashicorpAnswer.FindText(data, EntryOwner.Label), "D", out var owner) ? owner : null;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns>The content; null if this is something else.</returns>
    public static ReadOnlyMemory<byte>? TryRead(JsonElement data)
    {
        if (HashicorpAnswer.FindText(data, Text) is { } text)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var (values, order) = (HashicorpAnswer.Find(data, Values), HashicorpAnswer.Find(data, Order));
        if (values.ValueKind != JsonValueKind.Object || order.ValueKind != JsonValueKind.Array
            || order.EnumerateArray().Any(key => key.ValueKind != JsonValueKind.String))
        {
            return null;
        }

        var ordered = new SecretValues();
        foreach (var key in order.EnumerateArray().Select(key => key.GetString()!))
        {
            if (HashicorpAnswer.FindText(values, key) is not { } value)
            {
                return null;
            }

            ordered[key] = value;
        }

        return ordered.Count == values.EnumerateObject().Count() ? EntryJson.Write(ordered) : null;
    }

    private static void WriteName(IBufferWriter<byte> body, string name)
    {
        EntryJson.WriteText(body, name);
        body.Write(":"u8);
    }

    private static void WriteOrder(IBufferWriter<byte> body, IEnumerable<string> keys)
    {
        body.Write("["u8);
        foreach (var (index, key) in keys.Index())
        {
            if (index > 0)
            {
                body.Write(","u8);
            }

            EntryJson.WriteText(body, key);
        }

        body.Write("]"u8);
    }
}
