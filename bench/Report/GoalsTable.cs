using static ZenML.Bench.Report.MarkdownTable;

namespace ZenML.Bench.Report;

/// <summary>The goals, and what was measured, a column for each store.</summary>
internal static class GoalsTable
{
    public static string Make(Measurements measurements)
    {
        var stores = measurements.Stores;
        var table = new MarkdownTable("Goals", ["", "goal", .. stores.Select(store => $"{store.DatabaseText}, {store.SecretsText}")]);
        AddRow(
            "secret by random id, throughput against `/health`",
            Goal.AtLeast(0.45),
            store => Against(store, Load.Get, store, Load.Health, one => one.Rate),
            "sqlite");
        foreach (var load in new[] { Load.Get, Load.List, Load.ListEquals, Load.Update, Load.Create, Load.Login })
        {
            AddRow(
                $"{load.Name}, p99 against p50",
                Goal.AtMost(4),
                store => measurements.Median(store.Server, load, one => one.P99 / one.Median));
        }

        AddRow("check of 500 references against one secret, p50, 1 connection", Goal.AtMost(12),
            store => Against(store, Load.Check, store, Load.GetAlone, one => one.Median));
        AddRow(
            "creates, 16 writers against one",
            Goal.AtLeast(5),
            store => Against(store, Load.Create, store, Load.CreateAlone, one => one.Rate),
            "sqlite");
        AddRow(
            "secret by random id, throughput against the smallest store",
            Goal.AtLeast(0.85),
            store => Scale(store, Load.Get, one => one.Rate));
        AddRow("first page, p50 against the smallest store", Goal.AtMost(2), store => Scale(store, Load.List, one => one.Median));
        AddRow(
            "first page, `equals:`, p50 against the smallest store",
            Goal.AtMost(2),
            store => Scale(store, Load.ListEquals, one => one.Median));
        AddRow(
            "first page, `contains:`, p50 against the smallest store",
            null,
            store => Scale(store, Load.ListContains, one => one.Median));
        AddRow("highest anonymous memory, MB", Goal.AtMost(100), store => measurements.Of(store.Server).Max(one => one.AnonymousMegabytes));
        return table.ToString();

        void AddRow(string name, Goal? goal, Func<Store, double?> measure, string? onlyFor = null)
        {
            var measured = stores.Select(store => (store, value: measure(store))).ToArray();
            if (measured.Any(one => one.value is not null))
            {
                table.Add([
                    name, goal is null ? "" : goal.ToString(),
                    .. measured.Select(one =>
                        Text(one.value, 2)
                        + (goal is null || one.value is null || (onlyFor ?? one.store.Database) != one.store.Database
                            ? ""
                            : goal.Judge(one.value.Value))),
                ]);
            }
        }

        double? Against(Store store, Load load, Store other, Load otherLoad, Func<Measurement, double> value) =>
            measurements.Ratio((store.Server, load), (other.Server, otherLoad), value);

        double? Scale(Store store, Load load, Func<Measurement, double> value) =>
            stores.First(other => other.Database == store.Database) is var smallest && smallest != store
                ? Against(store, load, smallest, load, value)
                : null;
    }
}
