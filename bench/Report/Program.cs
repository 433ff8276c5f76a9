using ZenML.Bench.Report;

// Makes the tables of docs/performance.md from what bench/server/run wrote down.
if (args.Length != 2)
{
    await Console.Error.WriteLineAsync("usage: Report MEASUREMENTS STARTS");
    return 2;
}

var measurements = Measurements.Read(args[0]);
var starts = Starts.Read(args[1]);
string[] tables =
[
    .. LoadTables.Make(measurements), MemoryTable.Make(measurements), StartTable.Make(starts), BuildsTable.Make(measurements, starts), GoalsTable.Make(measurements),
];
await Console.Out.WriteLineAsync(string.Join("\n\n", tables.Where(table => table.Length > 0)));
return 0;
