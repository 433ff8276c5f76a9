using System.Text.Json;

namespace ZenML.SecretsStores.Command;

/// <summary>A request to a program: one line of JSON, but for its id.</summary>
/// <param name="Operation">What to do.</param>
/// <param name="Server">The server whose entries are meant.</param>
internal sealed record CommandRequest(string Operation, Guid Server)
{
    /// <summary>The name of the entry; null for requests about all.</summary>
    public string? Name { get; init; }

    /// <summary>The version of the entry.</summary>
    public string? Version { get; init; }

    /// <summary>The content of the entry. It is a value: never log it.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>Writes the line, with its end.</summary>
    public ReadOnlyMemory<byte> Write(long id)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", id);
            writer.WriteString("op", Operation);
            writer.WriteString("server", Server);
            if (Name is not null)
            {
                writer.WriteString("name", Name);
            }

            if (Version is not null)
            {
                writer.WriteString("version", Version);
            }

            if (Content is { } content)
            {
                writer.WriteString("value", content.Span);
            }

            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>What it does; no value.</summary>
    public override string ToString() => Operation;
}
