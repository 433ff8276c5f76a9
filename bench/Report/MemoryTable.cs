using static ZenML.Bench.Report.MarkdownTable;

namespace ZenML.Bench.Report;

/// <summary>Memory of the servers under each load.</summary>
internal static class MemoryTable
{
    public static string Make(Measurements measurements)
    {
        var stores = measurements.Stores;
        var table = new MarkdownTable(
            "Highest anonymous memory under load, MB",
            ["first round, in the order of the loads", .. stores.Select(store => $"{store.DatabaseText}, {store.SecretsText}")]);
        foreach (var load in Load.All.Where(load => stores.Any(store => measurements.Find(store.Server, load).Count > 0)))
        {
            table.Add([load.Name, .. stores.Select(store => Text(FirstRound(measurements.Find(store.Server, load)), 0))]);
        }

        table.Add(
        [
            "highest in any round",
            .. stores.Select(store => Text(Highest(measurements.Of(store.Server), one => one.AnonymousMegabytes), 0)),
        ]);
        table.Add(
        [
            "highest resident memory at all (VmHWM)",
            .. stores.Select(store => Text(Highest(measurements.Of(store.Server), one => one.ResidentMegabytes), 0)),
        ]);
        return stores.Count == 0 ? "" : table.ToString();
    }

    private static double? FirstRound(IEnumerable<Measurement> measurements) =>
        Highest(measurements.Where(one => one.Round == 1), one => one.AnonymousMegabytes);

    private static double? Highest(IEnumerable<Measurement> measurements, Func<Measurement, double> value) =>
        measurements.Select(value).Cast<double?>().DefaultIfEmpty(null).Max();
}
