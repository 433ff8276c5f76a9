using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Replay;

/// <summary>Replays the recordings about plain resources, each session over a server of its own.</summary>
public sealed class PlainRecordingsFixture : IAsyncLifetime
{
    private static readonly (string Timeline, DateTimeOffset Start)[] Sessions =
    [
        ("PlainTimeline", new(2026, 11, 29, 13, 12, 8, TimeSpan.Zero)),
        ("PlainClientTimeline", new(2026, 11, 29, 13, 27, 28, TimeSpan.Zero)),
    ];

    /// <summary>The exchanges that were answered differently.</summary>
    internal List<(Exchange Exchange, IReadOnlyList<Difference> Differences)> Results { get; } = [];

    /// <summary>The files that take part.</summary>
    internal static IEnumerable<string> Files =>
        Sessions.SelectMany(session => Timeline.Read(session.Timeline)).Select(entry => entry.File).OfType<string>().Distinct();

    public async ValueTask InitializeAsync()
    {
        if (Recordings.Folder is null)
        {
            return;
        }

        foreach (var (timeline, start) in Sessions)
        {
            var clock = new SettableClock();
            clock.MoveTo(start);
            var password = (SettingNames.DefaultUserPassword, ReplayedPasswords.Lengthen("pw"));
            await using var server = await RunningServer.StartAsync(clock, password);
            Results.AddRange(await new Replayer(server, clock).RunAsync(TestContext.Current.CancellationToken, timeline));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
