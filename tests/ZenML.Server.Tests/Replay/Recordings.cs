using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ZenML.Server.Tests.Replay;

/// <summary>
/// The recorded exchanges of a ZenML 0.58.0 server. They are stored next to the repository and may be missing.
/// </summary>
internal static partial class Recordings
{
    private const string Sequel = "__same_as_n__";

    /// <summary>The folder, found by walking up from the repository's root; null if there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The files' names without extension. Transcripts of terminals are no exchanges.</summary>
    public static IReadOnlyList<string> Files => Folder is null
        ? []
        : [
            .. Directory.GetFiles(Folder, "*.jsonl").Select(path => Path.GetFileNameWithoutExtension(path)!)
                .Where(name => name != "cli_transcripts").Order(StringComparer.Ordinal),
        ];

    /// <summary>Reads a file.</summary>
    public static IReadOnlyList<Exchange> Read(string file)
    {
        var exchanges = new List<Exchange>();
        var bodies = new List<JsonElement>();
        var time = DateTimeOffset.MinValue;
        foreach (var text in File.ReadLines(PathOf(file)))
        {
            var line = JsonDocument.Parse(Expand(text)).RootElement;
            var body = line.GetProperty("resp_body");
            if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty(Sequel, out var number))
            {
                body = bodies[number.GetInt32() - 1];
            }

            bodies.Add(body);
            foreach (Match match in Time().Matches(body.GetRawText()))
            {
                var seen = DateTimeOffset.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                time = seen > time ? seen : time;
            }

            exchanges.Add(new Exchange(file, exchanges.Count + 1)
            {
                Note = line.GetProperty("note").GetString() ?? "",
                Method = line.GetProperty("method").GetString()!,
                Path = line.GetProperty("path").GetString()!,
                Query = line.GetProperty("query") is { ValueKind: JsonValueKind.Array } query
                    ? [.. query.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!))]
                    : [],
                RequestHeaders = Headers(line.GetProperty("req_headers")),
                RequestBody = line.GetProperty("req_body"),
                Status = line.GetProperty("status").GetInt32(),
                ResponseHeaders = Headers(line.GetProperty("resp_headers")),
                ResponseBody = body,
                Time = time,
            });
        }

        return exchanges;
    }

    /// <remarks>The second part of the recordings is in a folder beside the first.</remarks>
    private static string PathOf(string file)
    {
        var first = Path.Combine(Folder!, file + ".jsonl");
        return File.Exists(first) ? first : Path.Combine(Folder + "-2", file + ".jsonl");
    }

    /// <remarks>The marker <c>&lt;255xy&gt;</c> stands for 255 letters y.</remarks>
    private static string Expand(string text) => Repetition().Replace(
        text, match => new string(match.Groups[2].Value[0], int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));

    private static Dictionary<string, string> Headers(JsonElement headers) =>
        headers.EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "wire", "recordings");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    [GeneratedRegex("<([0-9]+)x([a-z])>")]
    private static partial Regex Repetition();

    [GeneratedRegex("\"(?:created|updated|last_login|last_rotated)\": ?\"(20[^\"]+)\"")]
    private static partial Regex Time();
}
