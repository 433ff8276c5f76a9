using System.Globalization;

namespace ZenML.Server.Tests.Replay;

/// <summary>Reads <c>Timeline.txt</c>.</summary>
internal static class Timeline
{
    /// <summary>The entries of each server, and when it was new. Files that are missing have no entries.</summary>
    public static IEnumerable<(DateTimeOffset Start, IReadOnlyList<TimelineEntry> Entries)> ReadServers() => Read()
        .Where(entry => entry.File is null || Recordings.Files.Contains(entry.File))
        .GroupBy(entry => entry.Start, (start, entries) => (start, (IReadOnlyList<TimelineEntry>)[.. entries]));

    /// <summary>The entries, one for every exchange or step of our own.</summary>
    public static IEnumerable<TimelineEntry> Read()
    {
        var start = DateTimeOffset.MinValue;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Replay", "Timeline.txt")))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0] == "#")
            {
                continue;
            }

            if (words[0] == "server")
            {
                start = ParseTime(words[1]);
                continue;
            }

            if (words[0] == "do")
            {
                yield return new TimelineEntry(null, 0) { Start = start, Step = words[1..] };
                continue;
            }

            var range = words[1].Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
            for (var number = range[0]; number <= range[^1]; number++)
            {
                yield return new TimelineEntry(words[0], number)
                {
                    Start = start,
                    Caller = Option(words, "as") ?? "default",
                    Key = Option(words, "key"),
                    Id = Option(words, "is"),
                    Time = Option(words, "at") is { } time ? ParseTime(time) : null,
                };
            }
        }
    }

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string? Option(string[] words, string name)
    {
        var index = Array.IndexOf(words, name);
        return index < 0 ? null : words[index + 1];
    }
}
