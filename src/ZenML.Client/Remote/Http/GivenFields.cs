using System.Text.Json;

namespace ZenML.Client.Remote.Http;

/// <summary>Writes the fields of a change that are given; what a request does not have stays as it is.</summary>
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
