using System.Text.Json;

namespace ZenML.Client.Remote.Wire;

/// <summary>Limits the number of values in a response: each takes many times the memory of its text.</summary>
internal static class JsonBudget
{
    /// <summary>
    /// The maximum number of tokens: values, names, and starts and ends of maps and lists. A page of a list has about ten thousand.
    /// </summary>
    public const int MostTokens = 2_000_000;

    /// <summary>Whether a response is within the limit. Stops at the limit, and reads nothing if its length alone proves that.</summary>
    /// <exception cref="JsonException">The text up to the limit is not JSON.</exception>
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
