using System.Text.Json;

namespace ZenML.Client.Remote.Wire;

/// <summary>Limits how many values an answer has: each takes many times the memory that its text takes.</summary>
internal static class JsonBudget
{
    /// <summary>
    /// The most tokens: values, names, and the beginnings and ends of maps and lists. A page of a list has some ten thousand.
    /// </summary>
    public const int MostTokens = 2_000_000;

    /// <summary>Whether an answer is within the limit. Stops at the limit, and reads nothing where its length alone shows that.</summary>
    /// <exception cref="JsonException">It is not JSON, up to the limit.</exception>
    public static bool Allows(ReadOnlySpan<byte> json)
    {
        if (json.Length <= MostTokens)
        {
            return true;
        }

        var reader = new Utf8JsonReader(json);
        var tokens = 0;
        while (reader.Read())
        {
            if (++tokens > MostTokens)
            {
                return false;
            }
        }

        return true;
    }
}
