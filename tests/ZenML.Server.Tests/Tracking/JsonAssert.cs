using System.Text.Json;

namespace ZenML.Server.Tests.Tracking;

/// <summary>Looks into answers.</summary>
internal static class JsonAssert
{
    /// <summary>What lies at a path: <c>body.user.name</c>, <c>items.0</c>.</summary>
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var part in path.Split('.'))
        {
            element = element.ValueKind == JsonValueKind.Array
                ? element[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]
                : element.GetProperty(part);
        }

        return element;
    }

    /// <summary>The text at a path; null for null.</summary>
    public static string? Text(this JsonElement element, string path) => element.At(path).GetString();

    /// <summary>The names of an object's entries, in their order.</summary>
    public static IEnumerable<string> Keys(this JsonElement element) => element.EnumerateObject().Select(entry => entry.Name);

    /// <summary>The same document: names in the same order, numbers with the same digits.</summary>
    public static void SameDocument(string expected, JsonElement actual) =>
        Assert.Equal(Compact(JsonElement.Parse(expected)), Compact(actual));

    private static string Compact(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            $"{{{string.Join(',', element.EnumerateObject().Select(entry => $"{entry.Name}:{Compact(entry.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Compact))}]",
        JsonValueKind.String => $"\"{element.GetString()}\"",
        _ => element.GetRawText(),
    };
}
