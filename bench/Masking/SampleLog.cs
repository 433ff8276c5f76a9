using System.Globalization;
using System.Text;

namespace ZenML.Bench.Masking;

/// <summary>A log such as training programs and servers write: text, JSON lines, numbers, hashes, and now and then a value.</summary>
internal static class SampleLog
{
    private const int LinesBetweenValues = 200;

    private static readonly string[] Words =
    [
        "loading", "dataset", "epoch", "finished", "connection", "to", "database", "opened", "request", "took", "the", "worker",
        "of", "batch", "checkpoint", "written", "https://example.org/api/v1/runs", "retrying", "with", "timeout",
        "/var/lib/app/model.bin", "password", "token",
    ];

    /// <summary>Makes a log of at least a size in bytes, always the same one.</summary>
    public static byte[] Make(int size, IReadOnlyList<string> values, Random random)
    {
        var text = new StringBuilder(size + 1024);
        for (var number = 0; text.Length < size; number++)
        {
            text.AppendLine(number % LinesBetweenValues == 0
                ? $"connecting with {values[random.Next(values.Count)]}"
                : MakeLine(number, random));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string MakeLine(int number, Random random) => (number % 4) switch
    {
        0 => string.Create(
            CultureInfo.InvariantCulture,
            $"2026-01-31T12:{number % 60:00}:{random.Next(60):00}.{random.Next(1000):000}Z INFO [{number % 16}] {MakeText(random, 9)}"),
        1 => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"time":"2026-01-31T12:00:00Z","level":"info","id":"{{random.NextInt64():x16}}","message":"{{MakeText(random, 7)}}"}"""),
        2 => string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {number / 100}  step {number}  loss {random.NextDouble():F6}  lr {random.NextDouble():E3}"),
        _ => $"   at App.Training.{MakeText(random, 1)}({MakeText(random, 2)}) in /src/app/training.cs:line {number % 500}",
    };

    private static string MakeText(Random random, int words) => string.Join(' ', random.GetItems(Words, words));
}
