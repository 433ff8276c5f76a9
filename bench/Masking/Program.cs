using System.Diagnostics;
using System.Globalization;
using ZenML.Bench.Masking;
using ZenML.Client.Masking;

// Measures how fast values are masked in the output of programs. Prints a line of a table for each number of values. The time is that of
// the process on its processors, so that other programs do not count.
const int Megabyte = 1_000_000;
const int LogSize = 64 * Megabyte;
const int Rounds = 5;
const int Seed = 56;
const int WriteSize = 64 * 1024;
const double Goal = 500;

foreach (var (count, name) in ((int, string)[])[(1, "1"), (20, "20"), (200, "200"), (200, "200, one of them with 4 characters")])
{
    var random = new Random(Seed);
    string[] samples = [.. SampleValues.Make(count, random)];
    samples[^1] = name.EndsWith("characters", StringComparison.Ordinal) ? "k7Qz" : samples[^1];
    var values = new MaskedValues();
    foreach (var sample in samples)
    {
        values.Add("value", sample);
    }

    var log = SampleLog.Make(LogSize, samples, random);
    Mask(values, log.AsSpan(0, WriteSize));
    var rates = Enumerable.Range(0, Rounds)
        .Select(_ => log.Length / Megabyte / Measure(() => Mask(values, log)).TotalSeconds).Order().ToArray();
    var median = rates[Rounds / 2];
    var goal = count < 200 ? "" : FormattableString.Invariant($"at least {Goal}{(median < Goal ? " **missed**" : "")}");
    await Console.Out.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {median:F0} | {rates[0]:F0} - {rates[^1]:F0} | {goal} |"));
}

static void Mask(MaskedValues values, ReadOnlySpan<byte> log)
{
    using var stream = new MaskedStream(Stream.Null, values);
    for (var rest = log; rest.Length > 0; rest = rest[Math.Min(rest.Length, WriteSize)..])
    {
        stream.Write(rest[..Math.Min(rest.Length, WriteSize)]);
    }
}

static TimeSpan Measure(Action action)
{
    using var process = Process.GetCurrentProcess();
    var before = process.TotalProcessorTime;
    action();
    process.Refresh();
    return process.TotalProcessorTime - before;
}
