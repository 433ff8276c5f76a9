using System.Globalization;
using ZenML.Bench.Report;

// Makes the tables of docs/performance.md from what bench/server/run wrote down.
if (args.Length != 4)
{
    await Console.Error.WriteLineAsync("usage: Report MEASUREMENTS STARTS MICROSECONDS-OF-A-FLUSH MICROSECONDS-MORE-ON-THE-SLOW-DISK");
    return 2;
}

var measurements = Measurements.Read(args[0]);
var starts = Starts.Read(args[1]);
string[] tables =
[
    .. LoadTables.Make(measurements), MemoryTable.Make(measurements), StartTable.Make(starts),
    BuildsTable.Make(measurements, starts), GoalsTable.Make(measurements),
    GroupsTable.Make(measurements, Microseconds(args[2]), Microseconds(args[3])),
];
await Console.Out.WriteLineAsync(string.Join("\n\n", tables.Where(table => table.Length > 0)));
return 0;

static TimeSpan Microseconds(string text) => TimeSpan.FromMicroseconds(double.Parse(text, CultureInfo.InvariantCulture));
