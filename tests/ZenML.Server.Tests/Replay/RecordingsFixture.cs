using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Replay;

/// <summary>Replays all recordings once, in the order in which they were made, each server's over one of ours.</summary>
public sealed class RecordingsFixture : IAsyncLifetime
{
    /// <summary>The exchanges that were answered differently.</summary>
    internal IReadOnlyList<(Exchange Exchange, IReadOnlyList<Difference> Differences)> Results { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var results = new List<(Exchange, IReadOnlyList<Difference>)>();
        foreach (var (start, entries) in Timeline.ReadServers())
        {
            if (!entries.Any(entry => entry.File is not null))
            {
                continue;
            }

            var clock = new SettableClock();
            clock.MoveTo(start);
            var password = (SettingNames.DefaultUserPassword, ReplayedPasswords.Lengthen("pw"));
            await using var server = await RunningServer.StartAsync(clock, password);
            results.AddRange(await new Replayer(server, clock, start).RunAsync(entries, TestContext.Current.CancellationToken));
        }

        Results = results;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
