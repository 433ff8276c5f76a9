namespace ZenML.Bench.Report;

/// <summary>All measurements of a run.</summary>
internal sealed class Measurements(IReadOnlyList<Measurement> all)
{
    /// <summary>The servers, in the order in which they were measured.</summary>
    public IReadOnlyList<string> Servers { get; } = [.. all.Select(one => one.Server).Distinct()];

    /// <summary>The stores that were measured, in the order in which they were.</summary>
    public IReadOnlyList<Store> Stores => [.. Servers.Select(Store.Find).OfType<Store>()];

    /// <summary>Reads a file with a measurement a line. Round 0 is for warming up.</summary>
    public static Measurements Read(string path) => new([.. File.ReadLines(path).Select(Measurement.Parse).Where(one => one.Round > 0)]);

    /// <summary>The measurements of one load, by round.</summary>
    public IReadOnlyList<Measurement> Find(string server, Load load) =>
        [
            .. all
                .Where(one => one.Server == server && one.Scenario == load.Scenario && one.Connections == load.Connections)
                .OrderBy(one => one.Round),
        ];

    /// <summary>All that was measured of a server.</summary>
    public IEnumerable<Measurement> Of(string server) => all.Where(one => one.Server == server);

    /// <summary>The median over the rounds; null if it was not measured.</summary>
    public double? Median(string server, Load load, Func<Measurement, double> value) => Statistics.Median(Find(server, load).Select(value));

    /// <summary>The median over the rounds of the ratio of two loads within a round; null if one was not measured.</summary>
    public double? Ratio((string Server, Load Load) first, (string Server, Load Load) second, Func<Measurement, double> value) =>
        Statistics.Median(Find(first.Server, first.Load).Zip(Find(second.Server, second.Load), (one, other) => value(one) / value(other)));
}
