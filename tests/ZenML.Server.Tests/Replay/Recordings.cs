using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ZenML.Server.Tests.Replay;

/// <summary>
/// The recorded exchanges of ZenML 0.58.0 servers. They are stored next to the repository and may be missing.
/// </summary>
internal static partial class Recordings
{
    private const string Sequel = "__same_as_n__";

    // The second one continues the first.
    private static readonly string[] FolderNames = ["recordings", "recordings-2"];

    // By name, without extension. Transcripts of terminals are no exchanges.
    private static readonly Dictionary<string, string> PathsByName = Find();

    /// <summary>Whether there are any recordings.</summary>
    public static bool Exist => PathsByName.Count > 0;

    /// <summary>The files' names without extension.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. PathsByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The file of a name in the folder of the recordings' folders; null if there is none.</summary>
    public static string? FindBeside(string name) =>
        FolderOf(folder => File.Exists(Path.Combine(folder, name))) is { } found ? Path.Combine(found, name) : null;

    /// <summary>Reads a file.</summary>
    public static IReadOnlyList<Exchange> Read(string file)
    {
        var exchanges = new List<Exchange>();
        var bodies = new List<JsonElement>();
        var time = DateTimeOffset.MinValue;
        foreach (var text in File.ReadLines(PathsByName[file]))
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

    /// <remarks>The marker <c>&lt;255xy&gt;</c> stands for 255 letters y.</remarks>
    private static string Expand(string text) => Repetition().Replace(
        text, match => new string(match.Groups[2].Value[0], int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));

    private static Dictionary<string, string> Headers(JsonElement headers) =>
        headers.EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string> Find() => FolderNames
        .Select(name => FolderOf(folder => Directory.Exists(Path.Combine(folder, name))) is { } found ? Path.Combine(found, name) : null)
        .OfType<string>().SelectMany(folder => Directory.GetFiles(folder, "*.jsonl"))
        .Where(path => Path.GetFileNameWithoutExtension(path) != "cli_transcripts")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);

    /// <summary>The first folder <c>shared/wire</c> above this program that has something.</summary>
    private static string? FolderOf(Func<string, bool> hasIt)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "wire");
            if (hasIt(candidate))
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
