using static ZenML.Bench.Report.MarkdownTable;

namespace ZenML.Bench.Report;

/// <summary>Time from the start to the first answer.</summary>
internal static class StartTable
{
    private static readonly Goal AtMostThrice = Goal.AtMost(3);

    public static string Make(Starts starts)
    {
        var table = new MarkdownTable(
            "From the start of the process to the first answer", "program", "median ms", "p10 - p90 ms",
            "against the empty program", "goal");
        foreach (var (program, name) in new[]
        {
            (Starts.Empty, "empty minimal API, native"),
            (Starts.Native, "our server, native, store with secrets"),
            (Starts.Jit, "our server, JIT, the same store"),
        })
        {
            if (starts.Median(program) is { } median)
            {
                table.Add(
                    name,
                    Text(median, 1),
                    $"{Text(starts.Percentile(program, 0.1), 1)} - {Text(starts.Percentile(program, 0.9), 1)}",
                    Text(starts.Ratio(program, Starts.Empty), 2),
                    program == Starts.Native ? AtMostThrice + AtMostThrice.Judge(starts.Ratio(program, Starts.Empty) ?? double.NaN) : "");
            }
        }

        return table.ToString();
    }
}
