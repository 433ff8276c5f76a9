using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Replay;

/// <summary>Replays all recordings once, in the order in which they were made, over one server.</summary>
public sealed class RecordingsFixture : IAsyncLifetime
{
    /// <summary>The exchanges that were answered differently.</summary>
    internal IReadOnlyList<(Exchange Exchange, IReadOnlyList<Difference> Differences)> Results { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (Recordings.Folder is null)
        {
            return;
        }

        var clock = new SettableClock();
        var password = (SettingNames.DefaultUserPassword, ReplayedPasswords.Lengthen("pw"));
        await using var server = await RunningServer.StartAsync(clock, password);
        Results = await new Replayer(server, clock).RunAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
