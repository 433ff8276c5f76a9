using static ZenML.Bench.Report.MarkdownTable;

namespace ZenML.Bench.Report;

/// <summary>Throughput and times, a table for each database.</summary>
internal static class LoadTables
{
    public static IEnumerable<string> Make(Measurements measurements) =>
        measurements.Stores.GroupBy(store => store.Database).Select(stores => Make(measurements, [.. stores]));

    private static string Make(Measurements measurements, IReadOnlyList<Store> stores)
    {
        var table = new MarkdownTable(stores[0].DatabaseText,
            "16 connections unless said otherwise", "secrets", "requests/s", "of `/health`",
            $"of {stores[0].SecretsText} secrets", "p50 ms", $"against {stores[0].SecretsText}", "p99 ms", "p99 / p50");
        foreach (var load in Load.All)
        {
            foreach (var store in stores.Where(store => measurements.Find(store.Server, load).Count > 0))
            {
                var (here, first) = ((store.Server, load), (stores[0].Server, load));
                var isFirst = store == stores[0];
                table.Add(
                    load.Name,
                    store.SecretsText,
                    Text(measurements.Median(store.Server, load, one => one.Rate), 0),
                    load.IsComparedWithHealth ? Text(measurements.Ratio(here, (store.Server, Load.Health), one => one.Rate), 3) : "",
                    isFirst ? "" : Text(measurements.Ratio(here, first, one => one.Rate), 2),
                    Text(measurements.Median(store.Server, load, one => one.Median), 2),
                    isFirst ? "" : Text(measurements.Ratio(here, first, one => one.Median), 2),
                    Text(measurements.Median(store.Server, load, one => one.P99), 2),
                    Text(measurements.Median(store.Server, load, one => one.P99 / one.Median), 1));
            }
        }

        return table.ToString();
    }
}
