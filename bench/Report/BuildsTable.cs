using static ZenML.Bench.Report.MarkdownTable;

namespace ZenML.Bench.Report;

/// <summary>The native build against the one for the JIT.</summary>
internal static class BuildsTable
{
    private static readonly Load[] Loads = [Load.Health, Load.Get, Load.List];

    public static string Make(Measurements measurements, Starts starts)
    {
        var table = new MarkdownTable(
            "Native AOT against JIT (ReadyToRun, tiered, guided by profiles)", "", "native AOT", "JIT", "JIT / native");
        if (!measurements.Servers.Contains(Starts.Jit))
        {
            return "";
        }

        foreach (var load in Loads)
        {
            AddRow($"{load.Name}, requests/s", load, one => one.Rate, 0);
            AddRow($"{load.Name}, p50 ms", load, one => one.Median, 2);
            AddRow($"{load.Name}, p99 ms", load, one => one.P99, 2);
        }

        table.Add(
            "highest anonymous memory, MB",
            Text(Memory(Starts.Native), 0),
            Text(Memory(Starts.Jit), 0),
            Text(Memory(Starts.Jit) / Memory(Starts.Native), 2));
        table.Add(
            "start to first answer, ms",
            Text(starts.Median(Starts.Native), 1),
            Text(starts.Median(Starts.Jit), 1),
            Text(starts.Ratio(Starts.Jit, Starts.Native), 2));
        return table.ToString();

        void AddRow(string name, Load load, Func<Measurement, double> value, int digits) => table.Add(
            name,
            Text(measurements.Median(Starts.Native, load, value), digits),
            Text(measurements.Median(Starts.Jit, load, value), digits),
            Text(measurements.Ratio((Starts.Jit, load), (Starts.Native, load), value), 2));

        double Memory(string server) => measurements.Of(server).Max(one => one.AnonymousMegabytes);
    }
}
