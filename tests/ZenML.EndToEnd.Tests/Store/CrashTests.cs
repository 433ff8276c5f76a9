using System.Diagnostics;
using System.Security.Cryptography;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Store;

public sealed class CrashTests : EndToEndTest
{
    private const int Kills = 24;

    private const int KillsOfEach = 40;

    private const int KillsOfBackups = 20;

    private const int Imported = 20;

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

    /// <remarks>The loops run at the same time, each on a machine of its own, so that this takes seconds and not minutes.</remarks>
    [Fact]
    public async Task At_least_200_kills_during_changes_of_secrets_lose_nothing_acknowledged_and_leave_nothing_half_done()
    {
        var kills = await Task.WhenAll(
            KillImportsAsync(), KillEditsAsync(), KillRollbacksAsync(), KillUndeletionsAsync(), KillPurgesAsync());

        Assert.True(kills.Sum() >= 200, $"Killed {kills.Sum()} processes.");
    }

    /// <remarks>With a key instead of a passphrase, whose derivation would be most of the time.</remarks>
    [Fact]
    public async Task Kills_during_backups_and_restores_leave_a_whole_backup_or_none_and_the_old_store_or_the_new_one()
    {
        using var machine = Zenml.InMemory();
        machine.WriteFile("recipient.txt", (await machine.OkAsync("backup", "create-key", "backup.key")).Out);
        await machine.OkAsync("secret", "create", "s", "--a=first", "--b=first");
        string[] backup = ["--recipient", "@recipient.txt"], restore = ["--force", "--key-file", "backup.key"];
        var ordinary = await TimeAsync(() => machine.OkAsync(["backup", "./first", .. backup]));
        await machine.OkAsync("secret", "update", "s", "--a=second", "--b=second");
        await machine.OkAsync(["backup", "./second", .. backup]);
        await KillManyAsync(
            ordinary,
            async (_, kill) =>
            {
                var isDone = await kill(machine.Start(["backup", "./third", .. backup]));
                var third = Path.Combine(machine.Home, "third");
                Assert.True(File.Exists(third) || !isDone);
                if (File.Exists(third))
                {
                    await machine.OkAsync("backup", "verify", "third", "--key-file", "backup.key");
                    File.Delete(third);
                }
            },
            KillsOfBackups);
        await machine.OkAsync(["backup", "./third", .. backup]);
        Assert.DoesNotContain(Directory.EnumerateFiles(machine.Home), file => file.EndsWith("-draft", StringComparison.Ordinal));

        var current = "second";
        ordinary = await TimeAsync(() => machine.OkAsync(["backup", "restore", "second", .. restore]));
        await KillManyAsync(
            ordinary,
            async (_, kill) =>
            {
                var wanted = current == "first" ? "second" : "first";
                var isDone = await kill(machine.Start(["backup", "restore", wanted, .. restore]));

                var values = await machine.ValuesAsync("s");
                Assert.Equal(values[0].Value, values[1].Value);
                Assert.Contains(values[0].Value, isDone ? [wanted] : new[] { current, wanted });
                current = values[0].Value;
            },
            KillsOfBackups);
        await machine.OkAsync("store", "check");
        await machine.OkAsync("doctor");
        await machine.OkAsync(["backup", "restore", "first", .. restore]);
        Assert.DoesNotContain(
            Directory.EnumerateDirectories(machine.ConfigPath),
            folder => Path.GetFileName(folder).StartsWith("zenml-dotnet.restore", StringComparison.Ordinal));
    }

    /// <summary>An import of many secrets leaves all of them or none.</summary>
    private static async Task<int> KillImportsAsync()
    {
        using var machine = Zenml.InMemory();
        var references = string.Join('\n', Enumerable.Range(0, Imported).Select(number => $"{{{{s{number}.a}}}}\n{{{{s{number}.b}}}}"));
        machine.WriteFile("0.yaml", Secrets("0"));
        await machine.OkAsync("secret", "import", "0.yaml", "--each");
        machine.WriteFile("1.yaml", Secrets("1"));
        var ordinary = await TimeAsync(() => machine.OkAsync("secret", "import", "1.yaml", "--each"));
        var acknowledged = "1";
        var kills = await KillManyAsync(ordinary, async (number, kill) =>
        {
            var written = Text(number + 1);
            machine.WriteFile("next.yaml", Secrets(written));
            var isDone = await kill(machine.Start("secret", "import", "next.yaml", "--each"));

            // All values of all secrets, with one command.
            var values = (await machine.RunWithInputAsync(references, "inject")).Expect(0).Out.Split('\n');
            Assert.Equal(2 * Imported, values.Length);
            var found = Assert.Single(values.Distinct());
            Assert.Contains(found, isDone ? [written] : new[] { acknowledged, written });
            acknowledged = found;
            var created = (await machine.JsonAsync("secret", "list", "--name=startswith:new", "--size", "1000")).AsArray();
            Assert.Equal(acknowledged == "1" ? 0 : 1, created.Count(secret => (string?)secret!["name"] == $"new{acknowledged}"));
            Assert.Equal(found == written, created.Any(secret => (string?)secret!["name"] == $"new{written}"));
        });

        await machine.OkAsync("store", "check");
        await machine.OkAsync("secret", "import", "next.yaml", "--each");
        return kills;

        static string Secrets(string value) =>
            string.Concat(Enumerable.Range(0, Imported).Select(number => $"s{number}:\n  a: '{value}'\n  b: '{value}'\n"))
            + (value is "0" or "1" ? "" : $"new{value}:\n  a: '{value}'\n");
    }

    /// <summary>An edit leaves all of it or nothing. The next command deletes the file that the editor had open.</summary>
    private static async Task<int> KillEditsAsync()
    {
        using var machine = Zenml.InMemory();
        var mark = $"m{Guid.NewGuid():N}";
        await machine.OkAsync("secret", "create", "s", $"--a={mark}-0-", $"--b={mark}-0-");
        machine.Variables["EDITOR"] = $"sed -i s/{mark}-0-/{mark}-1-/";
        var ordinary = await TimeAsync(() => machine.OkAsync("secret", "edit", "s"));
        var (acknowledged, version) = ("1", 2L);
        var kills = await KillManyAsync(ordinary, async (number, kill) =>
        {
            var written = Text(number + 1);
            machine.Variables["EDITOR"] = $"sed -i s/{mark}-{acknowledged}-/{mark}-{written}-/";
            var isDone = await kill(machine.Start("secret", "edit", "s"));

            var secret = await machine.JsonAsync("secret", "get", "s");
            var values = secret["values"]!.AsObject().Select(pair => pair.Value!.GetValue<string>()).Distinct();
            var found = Assert.Single(values).Split('-')[1];
            Assert.Contains(found, isDone ? [written] : new[] { acknowledged, written });
            version += found == written ? 1 : 0;
            Assert.Equal(version, secret["version"]!.GetValue<long>());
            acknowledged = found;
            Assert.Empty(FindEdited(mark));
        });

        await machine.OkAsync("store", "check");
        return kills;
    }

    /// <summary>A rollback leaves all of it or nothing, and its entry in the history with it.</summary>
    private static async Task<int> KillRollbacksAsync()
    {
        using var machine = Zenml.InMemory();
        await machine.OkAsync("secret", "create", "s", "--a=1", "--b=1");
        await machine.OkAsync("secret", "update", "s", "--a=2", "--b=2", "--keep-versions", "1000");
        var ordinary = await TimeAsync(() => machine.OkAsync("secret", "rollback", "s", "--to", "1"));
        await machine.OkAsync("secret", "rollback", "s", "--to", "2");
        var (current, version) = ("2", 4);
        var kills = await KillManyAsync(ordinary, async (_, kill) =>
        {
            var wanted = current == "1" ? "2" : "1";
            var isDone = await kill(machine.Start("secret", "rollback", "s", "--to", wanted));

            var values = await machine.ValuesAsync("s");
            var entries = (await machine.JsonAsync("secret", "history", "s")).AsArray();
            Assert.Equal(values[0].Value, values[1].Value);
            Assert.Contains(values[0].Value, isDone ? [wanted] : new[] { current, wanted });
            var isMade = values[0].Value == wanted;
            version += isMade ? 1 : 0;
            Assert.Equal(version, entries.Count);
            Assert.Equal(
                (version, isMade ? "rollback" : entries[0]!["kind"]!.GetValue<string>()),
                (entries[0]!["version"]!.GetValue<int>(), entries[0]!["kind"]!.GetValue<string>()));
            current = values[0].Value;
        });

        await machine.OkAsync("store", "check");
        return kills;
    }

    /// <summary>An undeletion leaves the secret deleted or whole.</summary>
    private static async Task<int> KillUndeletionsAsync()
    {
        using var machine = Zenml.InMemory();
        await machine.OkAsync("secret", "create", "s", "--a=1", "--b=2");
        await machine.OkAsync("secret", "delete", "s", "--yes");
        var ordinary = await TimeAsync(() => machine.OkAsync("secret", "undelete", "s"));
        var kills = await KillManyAsync(ordinary, async (number, kill) =>
        {
            await machine.OkAsync("secret", "delete", "s", "--yes");
            var isDone = await kill(machine.Start("secret", "undelete", "s"));

            var live = (await machine.JsonAsync("secret", "list")).AsArray().Count;
            var deleted = (await machine.JsonAsync("secret", "list", "--deleted")).AsArray().Count;
            Assert.Equal(1, live + deleted);
            Assert.True(live == 1 || !isDone, $"attempt {number}");
            if (live == 0)
            {
                await machine.OkAsync("secret", "undelete", "s");
            }

            Assert.Equal(["1", "2"], (await machine.ValuesAsync("s")).Select(value => value.Value));
        });

        await machine.OkAsync("store", "check");
        return kills;
    }

    /// <summary>A purge leaves the deleted secret whole or nothing of it.</summary>
    private static async Task<int> KillPurgesAsync()
    {
        using var machine = Zenml.InMemory();
        await machine.OkAsync("secret", "create", "s0", "--a=1", "--b=2");
        await machine.OkAsync("secret", "delete", "s0", "--yes");
        var ordinary = await TimeAsync(() => machine.OkAsync("secret", "purge", "s0", "--yes"));
        return await KillManyAsync(ordinary, async (number, kill) =>
        {
            var name = $"s{Text(number)}";
            await machine.OkAsync("secret", "create", name, "--a=1", "--b=2");
            await machine.OkAsync("secret", "delete", name, "--yes");
            var isDone = await kill(machine.Start("secret", "purge", name, "--yes"));

            var deleted = (await machine.JsonAsync("secret", "list", "--deleted")).AsArray();
            Assert.True(deleted.Count == 0 || (deleted.Count == 1 && !isDone), $"attempt {number}");
            await machine.OkAsync("store", "check");
            if (deleted.Count == 1)
            {
                await machine.OkAsync("secret", "undelete", name);
                Assert.Equal(["1", "2"], (await machine.ValuesAsync(name)).Select(value => value.Value));
            }
        });
    }

    /// <summary>Kills processes at random moments of the time that they take, until enough of them were killed before they ended.</summary>
    /// <param name="ordinary">How long one takes.</param>
    /// <param name="attempt">
    /// Does the attempt of that number: starts a process, has it killed, and checks what it left. Killing returns whether the process had
    /// ended well before.
    /// </param>
    /// <param name="wanted">How many to kill.</param>
    /// <returns>How many were killed.</returns>
    private static async Task<int> KillManyAsync(
        TimeSpan ordinary, Func<int, Func<Process, Task<bool>>, Task> attempt, int wanted = KillsOfEach)
    {
        var kills = 0;
        for (var number = 1; kills < wanted; number++)
        {
            Assert.True(number <= wanted * 10, $"Of {number} processes, {kills} were killed before they ended.");
            await attempt(number, async process =>
            {
                var isDone = await KillAfterAsync(process, ordinary * (RandomNumberGenerator.GetInt32(1_000) / 1_000.0));
                kills += isDone ? 0 : 1;
                return isDone;
            });
        }

        return kills;
    }

    /// <summary>Finds files of editors that have a text.</summary>
    private static IEnumerable<string> FindEdited(string text) =>
        from root in new[] { "/dev/shm", Path.GetTempPath() }.Where(Directory.Exists)
        from folder in Directory.EnumerateDirectories(root, "zenml-edit-*")
        let file = Path.Combine(folder, "secret.yaml")
        where File.Exists(file) && ReadIfThere(file).Contains(text, StringComparison.Ordinal)
        select file;

    /// <remarks>Other tests edit too, and delete their files.</remarks>
    private static string ReadIfThere(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

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
        using var ending = new CancellationTokenSource();
        var ended = process.WaitForExitAsync(ending.Token);
        if (await Task.WhenAny(ended, Task.Delay(time, ending.Token)) != ended)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("the command to exit");
        await ending.CancelAsync();
        var errors = process.ExitCode == 1 ? await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "";
        Assert.True(process.ExitCode != 1, $"The command failed before it was killed: {errors}");
        return process.ExitCode == 0;
    }
}
