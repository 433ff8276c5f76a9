using static ZenML.Bench.Report.MarkdownTable;

namespace ZenML.Bench.Report;

/// <summary>The goals, and what was measured.</summary>
internal static class GoalsTable
{
    private const double MostMegabytes = 100;

    public static string Make(Measurements measurements, Starts starts)
    {
        var table = new MarkdownTable("Goals", "goal", "limit", "measured", "met");
        foreach (var stores in measurements.Stores.GroupBy(store => store.Database))
        {
            var (small, large) = (stores.First(), stores.Last());
            var name = small.DatabaseText;
            var isSqlite = small.Database == "sqlite";
            foreach (var store in stores)
            {
                var place = $"{name}, {store.SecretsText} secrets";
                AtLeast($"{place}: secret by random id, throughput against `/health`", isSqlite ? 0.45 : null,
                    measurements.Ratio((store.Server, Load.Get), (store.Server, Load.Health), one => one.Rate));
                AtMost($"{place}: secret by random id, p99 against p50", 4, measurements.Median(store.Server, Load.Get, one => one.P99 / one.Median));
                AtMost($"{place}: first page, p99 against p50", 4, measurements.Median(store.Server, Load.List, one => one.P99 / one.Median));
                AtMost($"{place}: check of 500 references against one secret, p50, one connection each", 12,
                    measurements.Ratio((store.Server, Load.Check), (store.Server, Load.GetAlone), one => one.Median));
                AtLeast($"{place}: creates a second, 16 writers against one", isSqlite ? 5 : null,
                    measurements.Ratio((store.Server, Load.Create), (store.Server, Load.CreateAlone), one => one.Rate));
                AtMost($"{place}: anonymous memory under load, MB", MostMegabytes, measurements.Of(store.Server).Max(one => one.AnonymousMegabytes));
            }

            if (large != small)
            {
                var place = $"{name}, {large.SecretsText} against {small.SecretsText}";
                AtLeast($"{place}: secret by random id, throughput", 0.85, Scale(Load.Get, one => one.Rate));
                AtMost($"{place}: first page, p50", 2, Scale(Load.List, one => one.Median));
                AtMost($"{place}: first page with `equals:`, p50", 2, Scale(Load.ListEquals, one => one.Median));
                AtMost($"{place}: first page with `contains:`, p50", null, Scale(Load.ListContains, one => one.Median));
            }

            double? Scale(Load load, Func<Measurement, double> value) => measurements.Ratio((large.Server, load), (small.Server, load), value);
        }

        AtMost("start to first answer against an empty program", 3, starts.Ratio(Starts.Native, Starts.Empty));
        return table.ToString();

        void AtLeast(string goal, double? limit, double? measured) => Add(goal, limit, measured, "at least", measured >= limit);

        void AtMost(string goal, double? limit, double? measured) => Add(goal, limit, measured, "at most", measured <= limit);

        void Add(string goal, double? limit, double? measured, string word, bool isMet)
        {
            if (measured is not null)
            {
                table.Add(goal, limit is null ? "" : FormattableString.Invariant($"{word} {limit}"), Text(measured, 2), limit is null ? "" : isMet ? "yes" : "**no**");
            }
        }
    }
}
