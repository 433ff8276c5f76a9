using System.Diagnostics;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Store;

public sealed class CrashTests : EndToEndTest
{
    private const int Kills = 24;

    [Fact]
    public async Task A_process_killed_during_the_first_use_leaves_a_store_that_opens()
    {
        TimeSpan ordinary;
        using (var other = new Zenml())
        {
            ordinary = await TimeAsync(() => other.OkAsync("secret", "list"));
        }

        for (var kill = 1; kill <= Kills; kill++)
        {
            using var machine = new Zenml();
            await KillAfterAsync(machine.Start("secret", "create", "first", "--k=v"), ordinary * kill / Kills);

            await machine.OkAsync("secret", "create", "second", "--k=v");
            Assert.Equal("v", await machine.ValueAsync("second", "k"));
            Assert.Single((await machine.JsonAsync("stack", "list")).AsArray());
            Assert.InRange((await machine.JsonAsync("secret", "list")).AsArray().Count, 1, 2);
        }
    }

    [Fact]
    public async Task A_process_killed_during_a_write_leaves_all_of_it_or_nothing()
    {
        await Zenml.OkAsync("secret", "create", "s", "--a=0", "--b=0");
        var ordinary = await TimeAsync(() => Zenml.OkAsync("secret", "update", "s", "--a=0", "--b=0"));
        var acknowledged = "0";
        for (var kill = 1; kill <= Kills; kill++)
        {
            var written = kill.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var isDone = await KillAfterAsync(
                Zenml.Start("secret", "update", "s", $"--a={written}", $"--b={written}"),
                ordinary * kill / Kills * 1.2);

            var values = await Zenml.ValuesAsync("s");
            Assert.Equal(values[0].Value, values[1].Value);
            Assert.Contains(values[0].Value, isDone ? [written] : new[] { acknowledged, written });
            acknowledged = values[0].Value;
        }

        await Zenml.OkAsync("secret", "update", "s", "--a=end");
    }

    [Fact]
    public async Task A_process_killed_during_a_rollback_leaves_all_of_it_or_nothing_and_keeps_acknowledged_ones()
    {
        await Zenml.OkAsync("secret", "create", "s", "--a=1", "--b=1");
        await Zenml.OkAsync("secret", "update", "s", "--a=2", "--b=2", "--keep-versions", "1000");
        var ordinary = await TimeAsync(() => Zenml.OkAsync("secret", "rollback", "s", "--to", "1"));
        await Zenml.OkAsync("secret", "rollback", "s", "--to", "2");
        var (current, version) = ("2", 4);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var wanted = current == "1" ? "2" : "1";
            var isDone = await KillAfterAsync(Zenml.Start("secret", "rollback", "s", "--to", wanted), ordinary * kill / Kills * 1.2);

            var values = await Zenml.ValuesAsync("s");
            var lines = (await Zenml.JsonAsync("secret", "history", "s")).AsArray();
            Assert.Equal(values[0].Value, values[1].Value);
            Assert.Contains(values[0].Value, isDone ? [wanted] : new[] { current, wanted });
            var isMade = values[0].Value == wanted;
            version += isMade ? 1 : 0;
            Assert.Equal(version, lines.Count);
            Assert.Equal(
                (version, isMade ? "rollback" : lines[0]!["kind"]!.GetValue<string>()),
                (lines[0]!["version"]!.GetValue<int>(), lines[0]!["kind"]!.GetValue<string>()));
            current = values[0].Value;
        }

        await Zenml.OkAsync("store", "check");
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed;
    }

    /// <returns>Whether the process had ended well before it was killed.</returns>
    private static async Task<bool> KillAfterAsync(Process started, TimeSpan time)
    {
        using var process = started;
        process.StandardInput.Close();
        if (!process.WaitForExit(time))
        {
            process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("the command to exit");
        return process.ExitCode == 0;
    }
}
