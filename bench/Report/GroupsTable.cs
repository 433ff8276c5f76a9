using static ZenML.Bench.Report.MarkdownTable;

namespace ZenML.Bench.Report;

/// <summary>What sharing a flush brings, by how long a flush takes.</summary>
internal static class GroupsTable
{
    private const string Slow = "slow";

    private static readonly Goal FiveTimes = Goal.AtLeast(5);

    /// <summary>Makes the table.</summary>
    /// <param name="measurements">All measurements.</param>
    /// <param name="flush">How long the disk takes to write and flush a page.</param>
    /// <param name="more">How much longer a flush takes for the server with the slow disk.</param>
    public static string Make(Measurements measurements, TimeSpan flush, TimeSpan more)
    {
        var table = new MarkdownTable(
            "Creates on SQLite, by the time of a flush", "a page is flushed in, ms", "1 writer, creates/s",
            "16 writers, creates/s", "16 writers / 1", "goal");
        if (measurements.Stores.FirstOrDefault(store => store.Database == "sqlite") is { } store)
        {
            Add(store.Server, flush);
        }

        Add(Slow, flush + more);
        return table.ToString();

        void Add(string server, TimeSpan time)
        {
            if (measurements.Ratio((server, Load.Create), (server, Load.CreateAlone), one => one.Rate) is { } ratio)
            {
                table.Add(
                    Text(time.TotalMilliseconds, 2), Text(measurements.Median(server, Load.CreateAlone, one => one.Rate), 0),
                    Text(measurements.Median(server, Load.Create, one => one.Rate), 0), Text(ratio, 2), FiveTimes + FiveTimes.Judge(ratio));
            }
        }
    }
}
