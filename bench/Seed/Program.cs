using System.Globalization;
using ZenML.Client;

// Fills a store with secrets for the benchmarks. Usage: Seed FOLDER COUNT
if (args.Length != 2 || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
{
    await Console.Error.WriteLineAsync("usage: Seed FOLDER COUNT");
    return 2;
}

await using var client = ZenClient.Open(new ZenClientOptions { ConfigPath = args[0] });
for (var number = 0; number < count; number++)
{
    var name = string.Create(CultureInfo.InvariantCulture, $"secret_{number:000000}");
    await client.Secrets.CreateAsync(name, new() { ["username"] = "admin", ["password"] = $"password of {name}", ["token"] = new string('t', 40) });
}

return 0;
