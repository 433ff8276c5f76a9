using System.Text.Json.Nodes;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Commands.Backup;

/// <summary><c>zenml backup</c>, <c>verify</c> and <c>restore</c> between two machines.</summary>
public sealed class BackupCommandTests : BackupTest
{
    [Fact]
    public async Task Without_a_terminal_the_error_names_what_gives_the_passphrase_and_a_file_of_a_recipient_is_recognized()
    {
        await OkAsync(Host, "secret", "create", "db", "--password=new");
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "rec.txt"), "zenml-recipient-x", Token);
        Host.Variables.Remove("ZENML_BACKUP_PASSPHRASE");

        Assert.Contains(
            "Use --passphrase @FILE, the variable ZENML_BACKUP_PASSPHRASE or --recipient instead.",
            (await Host.RunAsync("backup", Archive)).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "To read it from the file: --recipient '@rec.txt'",
            await FailsAsync(Host, "backup", Archive, "--recipient", "rec.txt"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_restored_on_another_machine_has_every_value_version_deleted_secret_mark_stack_and_choice()
    {
        await OkAsync(Host, "secret", "create", "db", "--user=admin", "--password=v-1", "--tag", "team=ml", "--plain", "user");
        await OkAsync(Host, "secret", "update", "db", "--password=v-2");
        await OkAsync(Host, "secret", "create", "mine", "--token=t-1", "--scope", "user");
        await OkAsync(Host, "secret", "create", "gone", "--k=v-gone");
        await OkAsync(Host, "secret", "delete", "gone", "--yes");
        Host.Input = string.Concat(Enumerable.Range(0, 300).Select(number => $"s{number}:\n  k: 'value {number}'\n"));
        await OkAsync(Host, "secret", "import", "-", "--each");
        await OkAsync(Host, "experiment-tracker", "register", "mlflow", "--flavor=mlflow", "--tracking_uri=http://u:p-1@127.0.0.1:5000");
        await OkAsync(Host, "workspace", "create", "team");
        await OkAsync(Host, "stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "mlflow", "--set");

        var made = await OkAsync(Host, "backup", Archive);
        var restored = await OkAsync(Other, "backup", "restore", Archive);

        Assert.Contains("Backed up 302 secrets and everything else", made.Error, StringComparison.Ordinal);
        Assert.Contains("Restored 302 secrets and everything else", restored.Error, StringComparison.Ordinal);
        Assert.Equal(("v-2", "t-1", "value 299"), (
            await ValueAsync(Other, "db", "password"), await ValueAsync(Other, "mine", "token"), await ValueAsync(Other, "s299", "k")));
        Assert.Equal("v-1", (await OkAsync(Other, "secret", "get", "db", "password", "--version", "1")).Out);
        await OkAsync(Other, "secret", "undelete", "gone");
        Assert.Equal("v-gone", await ValueAsync(Other, "gone", "k"));
        Assert.Equal(
            (await OkAsync(Host, "secret", "describe", "db", "--output", "json")).Out,
            (await OkAsync(Other, "secret", "describe", "db", "--output", "json")).Out);
        Assert.Equal(
            (await OkAsync(Host, "secret", "history", "db", "--output", "json")).Out,
            (await OkAsync(Other, "secret", "history", "db", "--output", "json")).Out);
        Assert.Equal(
            "tracked", (string?)JsonNode.Parse((await OkAsync(Other, "status", "--output", "json")).Out)!["stack"]);
        await OkAsync(Other, "store", "check");
        await OkAsync(Other, "secret", "create", "new", "--k=v");
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("restore")]
    public async Task A_folder_is_not_taken_for_a_backup_that_does_not_exist(string verb)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Host.Folder, "folder")).FullName;

        var message = await FailsAsync(Other, "backup", verb, folder);
        var missing = await FailsAsync(Other, "backup", verb, Path.Combine(folder, "missing"));

        Assert.Equal($"Error: Cannot read the file '{folder}': it is a folder, or you do not have permission.\n", message);
        Assert.Equal($"Error: The file '{Path.Combine(folder, "missing")}' does not exist.\n", missing);
    }

    [Fact]
    public async Task Nothing_that_backup_writes_has_a_value_or_the_passphrase_and_only_its_owner_can_read_its_files()
    {
        await OkAsync(Host, "secret", "create", "db", "--password=hunter2-hunter2");
        CliRun[] runs =
        [
            await OkAsync(Host, "backup", Archive),
            await OkAsync(Host, "backup", "verify", Archive),
            await OkAsync(Host, "backup", "verify", Archive, "--output", "json"),
            await OkAsync(Other, "backup", "restore", Archive),
        ];

        Assert.All(runs, run => Assert.DoesNotContain("hunter2", run.Out + run.Error, StringComparison.Ordinal));
        Assert.All(runs, run => Assert.DoesNotContain(Passphrase, run.Out + run.Error, StringComparison.Ordinal));
        var bytes = await File.ReadAllTextAsync(Archive, System.Text.Encoding.Latin1, Token);
        Assert.DoesNotContain("password", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite format", bytes, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(Other.ConfigPath).Append(Archive))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        Assert.DoesNotContain(FilesOf(Host.Folder), name => name.Contains("draft", StringComparison.Ordinal));
        Assert.DoesNotContain(FilesOf(Host.ConfigPath), name => name.Contains(".restore", StringComparison.Ordinal));
        Assert.DoesNotContain(FilesOf(Other.ConfigPath), name => name.Contains(".restore", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_shows_what_is_in_a_backup_without_names_and_values()
    {
        await OkAsync(Host, "secret", "create", "db", "--password=hunter2");
        await OkAsync(Host, "secret", "update", "db", "--password=hunter3");
        await OkAsync(Host, "backup", Archive);

        var run = await OkAsync(Host, "backup", "verify", Archive, "--output", "json");

        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal((1, 0, 2), (
            (int)report["counts"]!["secrets"]!, (int)report["counts"]!["deleted_secrets"]!, (int)report["counts"]!["secret_versions"]!));
        Assert.Equal(("ring", "passphrase"), ((string)report["key"]!, (string)report["encrypted_for"]!));
        Assert.DoesNotContain("\"db\"", run.Out, StringComparison.Ordinal);
        Assert.Equal($"{Archive}\n", (await OkAsync(Host, "backup", "verify", Archive, "--output", "name")).Out);
    }

    [Fact]
    public async Task A_backup_never_replaces_a_file()
    {
        await OkAsync(Host, "secret", "create", "db", "--password=v");
        await File.WriteAllTextAsync(Archive, "precious", Token);

        Assert.Contains("already exists and was not changed", await FailsAsync(Host, "backup", Archive), StringComparison.Ordinal);
        Assert.Contains("must be a file", await MisusesAsync(Host, "backup", "-"), StringComparison.Ordinal);
        Assert.Contains("does not exist", await FailsAsync(Host, "backup", "no/such/folder/x"), StringComparison.Ordinal);

        Assert.Equal("precious", await File.ReadAllTextAsync(Archive, Token));
        if (!OperatingSystem.IsWindows())
        {
            var link = Path.Combine(Host.Folder, "link");
            File.CreateSymbolicLink(link, Path.Combine(Host.Folder, "nowhere"));
            Assert.Contains("already exists", await FailsAsync(Host, "backup", link), StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(Host.Folder, "nowhere")));
        }
    }

    [Fact]
    public async Task Without_a_store_there_is_nothing_to_back_up_and_nothing_is_created()
    {
        Assert.Contains("There is no store", await FailsAsync(Host, "backup", Archive), StringComparison.Ordinal);

        Assert.Empty(FilesOf(Host.Folder));
    }

    [Fact]
    public async Task A_wrong_passphrase_has_its_own_error_and_changes_nothing()
    {
        await OkAsync(Host, "secret", "create", "db", "--password=v");
        await OkAsync(Host, "backup", Archive);
        Other.Variables["ZENML_BACKUP_PASSPHRASE"] = "another passphrase";

        var message = await FailsAsync(Other, "backup", "restore", Archive);

        Assert.Contains("The passphrase is not the one of this backup.", message, StringComparison.Ordinal);
        Assert.DoesNotContain(FilesOf(Other.ConfigPath), name => name.EndsWith(".db", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_typed_passphrase_must_be_long_enough_and_repeated_and_is_never_shown()
    {
        Host.Variables.Remove("ZENML_BACKUP_PASSPHRASE");
        await OkAsync(Host, "secret", "create", "db", "--password=v");

        var shortOne = await Host.RunAsync(new FakeTerminal("short"), "backup", Archive);
        var different = await Host.RunAsync(new FakeTerminal(Passphrase, Passphrase + "x"), "backup", Archive);
        var terminal = new FakeTerminal(Passphrase, Passphrase);
        var good = await Host.RunAsync(terminal, "backup", Archive);
        var nobody = await Host.RunAsync("backup", Archive + "2");

        Assert.Contains("needs at least 12 characters", shortOne.Error, StringComparison.Ordinal);
        Assert.Contains("do not match", different.Error, StringComparison.Ordinal);
        Assert.Equal((0, 2), (good.ExitCode, terminal.Hidden.Count));
        Assert.Contains("Input is required", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Host.RunAsync(new FakeTerminal(Passphrase), "backup", "verify", Archive)).ExitCode);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_passphrase_from_a_file_is_the_same_with_and_without_a_trailing_line_break(string end)
    {
        await OkAsync(Host, "secret", "create", "db", "--password=v");
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "p.txt"), Passphrase + end, Token);
        await OkAsync(Host, "backup", "--passphrase", "@p.txt", Archive);

        await OkAsync(Other, "backup", "restore", Archive);

        Assert.Equal("v", await ValueAsync(Other, "db", "password"));
    }

    [Theory]
    [InlineData(Passphrase)]
    [InlineData("@@" + Passphrase)]
    public async Task A_passphrase_on_the_command_line_is_refused(string given)
    {
        await OkAsync(Host, "secret", "create", "db", "--password=v");
        string[] messages =
        [
            await MisusesAsync(Host, "backup", Archive, "--passphrase", given),
            await MisusesAsync(Host, "backup", Archive, $"--passphrase={given}"),
        ];
        Assert.False(File.Exists(Archive));
        await OkAsync(Host, "backup", Archive);
        messages = [.. messages, await MisusesAsync(Host, "backup", "verify", Archive, "--passphrase", given)];

        Assert.All(messages, message => Assert.Contains("Use --passphrase @FILE", message, StringComparison.Ordinal));
        Assert.All(messages, message => Assert.DoesNotContain(Passphrase, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_a_warning()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        await OkAsync(Host, "secret", "create", "db", "--password=v");
        var recipient = (await OkAsync(Host, "backup", "create-key", "backup.key")).Out.Trim();
        await OkAsync(Host, "backup", Archive, "--recipient", recipient);
        var key = Path.Combine(Host.Folder, "backup.key");
        File.SetUnixFileMode(key, File.GetUnixFileMode(key) | UnixFileMode.OtherRead);

        var run = await OkAsync(Host, "backup", "verify", Archive, "--key-file", "backup.key");

        Assert.Contains($"can read '{key}'", run.Error, StringComparison.Ordinal);
        Assert.Contains("chmod 600", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_a_file_opens_backups_that_were_made_with_its_recipient_alone()
    {
        await OkAsync(Host, "secret", "create", "db", "--password=v");
        var recipient = (await OkAsync(Other, "backup", "create-key", "backup.key")).Out.Trim();
        Host.Variables.Clear();
        await OkAsync(Host, "backup", Archive, "--recipient", recipient);

        var without = await FailsAsync(Other, "backup", "restore", Archive);
        await OkAsync(Other, "backup", "create-key", "other.key");
        var wrong = await FailsAsync(Other, "backup", "restore", Archive, "--key-file", "other.key");
        await OkAsync(Other, "backup", "restore", Archive, "--key-file", "backup.key");

        Assert.Contains($"made for the recipient {recipient}", without, StringComparison.Ordinal);
        Assert.Contains("The key is not the one of this backup", wrong, StringComparison.Ordinal);
        Assert.Equal("v", await ValueAsync(Other, "db", "password"));
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(Path.Combine(Other.Folder, "backup.key"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        }

        Assert.Contains(
            "must be a recipient", await FailsAsync(Host, "backup", "./x", "--recipient", recipient[..^1]), StringComparison.Ordinal);
        Assert.Contains("already exists", await FailsAsync(Other, "backup", "create-key", "backup.key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_with_a_key_of_its_owner_needs_that_key_again_and_says_so()
    {
        const string own = "0123456789abcdef-own";
        Host.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = own;
        await OkAsync(Host, "secret", "create", "db", "--password=v");
        var made = await OkAsync(Host, "backup", Archive);

        var without = await FailsAsync(Other, "backup", "restore", Archive);
        Other.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = "0123456789abcdef-other";
        var wrong = await FailsAsync(Other, "backup", "restore", Archive);
        Other.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = own;
        await OkAsync(Other, "backup", "restore", Archive);

        Assert.Contains("is your own and is not in the backup", made.Error, StringComparison.Ordinal);
        Assert.Contains("Set ZENML_SECRETS_STORE_ENCRYPTION_KEY to that key", without, StringComparison.Ordinal);
        Assert.Contains("ZENML_SECRETS_STORE_ENCRYPTION_KEY", wrong, StringComparison.Ordinal);
        Assert.Equal("v", await ValueAsync(Other, "db", "password"));
        Assert.DoesNotContain(FilesOf(Other.ConfigPath), name => name.EndsWith(".keys.json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("./backup")]
    [InlineData("restor3.zenml")]
    [InlineData("./restor")]
    public async Task The_verb_of_a_new_backup_can_be_left_out(string name)
    {
        await OkAsync(Host, "secret", "create", "db", "--password=v");

        await OkAsync(Host, "backup", name);

        await OkAsync(Host, "backup", "verify", name);
    }

    [Theory]
    [InlineData("restor", "'restore'")]
    [InlineData("verfy", "'verify'")]
    [InlineData("monday", "zenml backup ./monday")]
    [InlineData("monday1", "zenml backup ./FILE")]
    public async Task A_word_without_a_dot_or_slash_is_no_file_name(string word, string meant)
    {
        await OkAsync(Host, "secret", "create", "db", "--password=v");

        var run = await Host.RunAsync("backup", word);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(meant, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Host.Folder, word)));
    }

    [Fact]
    public async Task A_backup_made_while_others_write_has_whole_transactions_only()
    {
        await OkAsync(Host, "secret", "create", "pair", "--a=0", "--b=0");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var written = 0;
        var writing = Task.Run(
            async () =>
            {
                await using var client = Open(Host.ConfigPath);
                while (!stop.IsCancellationRequested)
                {
                    var value = (++written).ToString(System.Globalization.CultureInfo.InvariantCulture);
                    await client.Secrets.SetAsync("pair", new() { ["a"] = value, ["b"] = value }, cancellationToken: Token);
                }
            },
            Token);
        for (var number = 0; number < 4; number++)
        {
            var seen = written;
            await Patience.UntilAsync(() => Task.FromResult(written > seen || writing.IsCompleted), "a write", Token);
            await OkAsync(Host, "backup", $"{Archive}-{number}");
        }

        await stop.CancelAsync();
        await writing;
        for (var number = 0; number < 4; number++)
        {
            await OkAsync(Other, "backup", "restore", $"{Archive}-{number}", "--force");
            Assert.Equal(await ValueAsync(Other, "pair", "a"), await ValueAsync(Other, "pair", "b"));
        }
    }
}
