using System.Globalization;

namespace ZenML.Bench.Report;

/// <summary>How long programs took from their start to the first answer.</summary>
internal sealed class Starts(ILookup<string, double> milliseconds)
{
    public const string Empty = "empty";
    public const string Native = "native";
    public const string Jit = "jit";

    /// <summary>Reads what bench/first-answer.c prints.</summary>
    public static Starts Read(string path) => new(
        File.ReadLines(path)
            .Select(line => line.Split('\t'))
            .ToLookup(cells => cells[1], cells => double.Parse(cells[2], CultureInfo.InvariantCulture)));

    /// <summary>The median, in milliseconds; null if it was not measured.</summary>
    public double? Median(string program) => Statistics.Median(milliseconds[program]);

    /// <summary>What a share of the starts was below.</summary>
    public double? Percentile(string program, double share) => Statistics.Percentile(milliseconds[program], share);

    /// <summary>The median of the ratios within the rounds.</summary>
    public double? Ratio(string program, string other) =>
        Statistics.Median(milliseconds[program].Zip(milliseconds[other], (one, second) => one / second));
}
