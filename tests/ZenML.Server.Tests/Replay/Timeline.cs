using System.Globalization;

namespace ZenML.Server.Tests.Replay;

/// <summary>Reads <c>Timeline.txt</c>.</summary>
internal static class Timeline
{
    /// <summary>The entries, one for every exchange or step of our own.</summary>
    /// <param name="name">The name of the file.</param>
    public static IEnumerable<TimelineEntry> Read(string name = "Timeline")
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Replay", name + ".txt")))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0] == "#")
            {
                continue;
            }

            if (words[0] == "do")
            {
                yield return new TimelineEntry(null, 0) { Step = words[1..] };
                continue;
            }

            var range = words[1].Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
            for (var number = range[0]; number <= range[^1]; number++)
            {
                yield return new TimelineEntry(words[0], number)
                {
                    Caller = Option(words, "as") ?? "default",
                    Key = Option(words, "key"),
                    Id = Option(words, "is"),
                    Time = Option(words, "at") is { } time
                        ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                        : null,
                };
            }
        }
    }

    private static string? Option(string[] words, string name)
    {
        var index = Array.IndexOf(words, name);
        return index < 0 ? null : words[index + 1];
    }
}
