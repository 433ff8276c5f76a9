using System.Diagnostics;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Store;

public sealed class CrashTests : EndToEndTest
{
    private const int Kills = 24;

    private const int KillsOfImports = 32;

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

    [Fact]
    public async Task A_process_killed_during_an_undeletion_leaves_the_secret_deleted_or_whole_and_keeps_acknowledged_ones()
    {
        await Zenml.OkAsync("secret", "create", "s", "--a=1", "--b=2");
        await Zenml.OkAsync("secret", "delete", "s", "--yes");
        var ordinary = await TimeAsync(() => Zenml.OkAsync("secret", "undelete", "s"));
        for (var kill = 1; kill <= Kills; kill++)
        {
            await Zenml.OkAsync("secret", "delete", "s", "--yes");
            var isDone = await KillAfterAsync(Zenml.Start("secret", "undelete", "s"), ordinary * kill / Kills * 1.2);

            var live = (await Zenml.JsonAsync("secret", "list")).AsArray().Count;
            var deleted = (await Zenml.JsonAsync("secret", "list", "--deleted")).AsArray().Count;
            Assert.Equal(1, live + deleted);
            Assert.True(live == 1 || !isDone, $"kill {kill}");
            if (live == 0)
            {
                await Zenml.OkAsync("secret", "undelete", "s");
            }

            Assert.Equal(["1", "2"], (await Zenml.ValuesAsync("s")).Select(value => value.Value));
        }

        await Zenml.OkAsync("store", "check");
    }

    [Fact]
    public async Task A_process_killed_during_a_purge_leaves_the_deleted_secret_whole_or_nothing_of_it()
    {
        await Zenml.OkAsync("secret", "create", "s0", "--a=1", "--b=2");
        await Zenml.OkAsync("secret", "delete", "s0", "--yes");
        var ordinary = await TimeAsync(() => Zenml.OkAsync("secret", "purge", "s0", "--yes"));
        for (var kill = 1; kill <= Kills; kill++)
        {
            var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"s{kill}");
            await Zenml.OkAsync("secret", "create", name, "--a=1", "--b=2");
            await Zenml.OkAsync("secret", "delete", name, "--yes");
            var isDone = await KillAfterAsync(Zenml.Start("secret", "purge", name, "--yes"), ordinary * kill / Kills * 1.2);

            var deleted = (await Zenml.JsonAsync("secret", "list", "--deleted")).AsArray();
            Assert.True(deleted.Count == 0 || (deleted.Count == 1 && !isDone), $"kill {kill}");
            await Zenml.OkAsync("store", "check");
            if (deleted.Count == 1)
            {
                await Zenml.OkAsync("secret", "undelete", name);
                Assert.Equal(["1", "2"], (await Zenml.ValuesAsync(name)).Select(value => value.Value));
                await Zenml.OkAsync("secret", "delete", name, "--yes");
                await Zenml.OkAsync("secret", "purge", name, "--yes");
            }
        }
    }

    [Fact]
    public async Task A_process_killed_during_an_import_of_many_secrets_leaves_all_of_them_or_none()
    {
        Zenml.WriteFile("0.yaml", Secrets("0"));
        await Zenml.OkAsync("secret", "import", "0.yaml", "--each");
        Zenml.WriteFile("1.yaml", Secrets("1"));
        var ordinary = await TimeAsync(() => Zenml.OkAsync("secret", "import", "1.yaml", "--each"));
        var acknowledged = "1";
        for (var kill = 2; kill <= KillsOfImports + 1; kill++)
        {
            var written = kill.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Zenml.WriteFile("next.yaml", Secrets(written));
            var isDone = await KillAfterAsync(
                Zenml.Start("secret", "import", "next.yaml", "--each"), ordinary * (kill - 1) / KillsOfImports * 1.2);

            var values = new List<string>();
            foreach (var name in new[] { "s0", "s7", "s19" })
            {
                values.AddRange((await Zenml.ValuesAsync(name)).Select(entry => entry.Value));
            }

            var found = Assert.Single(values.Distinct());
            Assert.Contains(found, isDone ? [written] : new[] { acknowledged, written });
            acknowledged = found;
            var created = (await Zenml.JsonAsync("secret", "list", "--name=startswith:new", "--size", "1000")).AsArray();
            Assert.Equal(acknowledged == "1" ? 0 : 1, created.Count(secret => (string?)secret!["name"] == $"new{acknowledged}"));
        }

        await Zenml.OkAsync("store", "check");
        await Zenml.OkAsync("secret", "import", "next.yaml", "--each");

        static string Secrets(string value) =>
            string.Concat(Enumerable.Range(0, 20).Select(number => $"s{number}:\n  a: '{value}'\n  b: '{value}'\n"))
            + (value is "0" or "1" ? "" : $"new{value}:\n  a: '{value}'\n");
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
