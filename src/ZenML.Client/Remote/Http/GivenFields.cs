using System.Text.Json;

namespace ZenML.Client.Remote.Http;

/// <summary>Writes only the fields of a change that are set; absent fields stay unchanged on the server.</summary>
internal static class GivenFields
{
    public static Utf8JsonWriter WriteGiven(this Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }

        return writer;
    }

    public static Utf8JsonWriter WriteGiven(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } given)
        {
            writer.WriteBoolean(name, given);
        }

        return writer;
    }
}
