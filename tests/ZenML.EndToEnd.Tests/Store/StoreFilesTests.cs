using System.Text;

namespace ZenML.EndToEnd.Tests.Store;

public sealed class StoreFilesTests : EndToEndTest
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Only_the_owner_can_access_files_and_folders_and_no_name_collides()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        await Zenml.OkAsync("stack", "register", "mine", "-o", "default", "-a", "default", "--set");

        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(Zenml.ConfigPath));
        Assert.All(Files(), file => Assert.Equal(Private, File.GetUnixFileMode(file)));
        Assert.All(
            Directory.EnumerateDirectories(Zenml.ConfigPath),
            folder => Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(Zenml.ConfigPath).Select(Path.GetFileName),
            name => name is "config.yaml" or "local_stores");
    }

    [Fact]
    public async Task Without_a_configured_folder_the_platform_folder_is_used()
    {
        Zenml.Variables["ZENML_CONFIG_PATH"] = "";
        await Zenml.OkAsync("secret", "create", "s", "--k=v");

        Assert.False(Directory.Exists(Zenml.ConfigPath));
        Assert.True(Directory.Exists(Path.Combine(Zenml.Home, ".config", "zenml-dotnet")));
        Assert.False(Directory.Exists(Path.Combine(Zenml.Home, ".config", "zenml")));
    }

    [Fact]
    public async Task No_value_is_in_the_clear_in_the_files_of_the_store()
    {
        const string Value = "canary-7f3a9c-in-clear";
        await Zenml.OkAsync("secret", "create", "s", $"--k={Value}", "--values", $$"""{"other": "{{Value}}"}""");
        await Zenml.OkAsync("secret", "update", "s", $"--more={Value}");
        await Zenml.OkAsync("secret", "rename", "s", "-n", "t");

        foreach (var file in Directory.EnumerateFiles(Zenml.Home, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("canary-7f3a9c"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("canary-7f3a9c")));
            for (var shift = 0; shift < 3; shift++)
            {
                var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', shift) + Value))[(shift > 0 ? 4 : 0)..^4];
                Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(encoded)));
            }
        }
    }

    [Fact]
    public async Task A_damaged_database_gets_its_own_error_and_is_left_unchanged()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        var database = Files().MaxBy(file => new FileInfo(file).Length)!;
        foreach (var file in Files().Where(file => file.StartsWith(database + "-", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        var damaged = await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        Encoding.ASCII.GetBytes("This is no database.").CopyTo(damaged.AsSpan());
        await AssertDamageIsReportedAndKeptAsync(database, damaged);
        await AssertDamageIsReportedAndKeptAsync(database, damaged[20..1000]);
        await AssertDamageIsReportedAndKeptAsync(database, Encoding.ASCII.GetBytes("short"));
    }

    [Fact]
    public async Task A_damaged_key_ring_gets_its_own_error_and_is_left_unchanged()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        var keyRing = Files().Single(file => file.EndsWith(".keys.json", StringComparison.Ordinal));
        var whole = await File.ReadAllBytesAsync(keyRing, TestContext.Current.CancellationToken);

        await AssertDamageIsReportedAndKeptAsync(keyRing, whole[..(whole.Length / 2)]);
        await AssertDamageIsReportedAndKeptAsync(keyRing, []);
        await AssertDamageIsReportedAndKeptAsync(keyRing, "{}"u8.ToArray());
        await File.WriteAllBytesAsync(keyRing, whole, TestContext.Current.CancellationToken);
        Assert.Equal("v", await Zenml.ValueAsync("s", "k"));
    }

    [Fact]
    public async Task A_lost_key_ring_is_an_error_and_is_not_replaced_by_a_new_one()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        var keyRing = Files().Single(file => file.EndsWith(".keys.json", StringComparison.Ordinal));
        File.Move(keyRing, keyRing + ".away");

        string[][] commands =
        [
            ["secret", "get", "s"],
            ["secret", "create", "t", "--k=v"],
            ["secret", "update", "s", "--k=w"],
        ];
        foreach (var command in commands)
        {
            await Zenml.FailsAsync(command);
            Assert.False(File.Exists(keyRing));
        }

        File.Move(keyRing + ".away", keyRing);
        Assert.Equal([new("k", "v")], await Zenml.ValuesAsync("s"));
    }

    [Fact]
    public async Task A_wrong_key_gets_its_own_error_for_every_read_and_write_of_a_value()
    {
        Zenml.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = "the first key, long enough";
        await Zenml.OkAsync("secret", "create", "s", "--k=v");

        foreach (var key in new[] { "the second key, long enough", "" })
        {
            Zenml.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = key;
            string[][] commands =
            [
                ["secret", "get", "s"],
                ["secret", "create", "t", "--k=v"],
                ["secret", "update", "s", "--k=w"],
                ["secret", "export", "s"],
            ];
            foreach (var command in commands)
            {
                var refused = await Zenml.FailsAsync(command);
                Assert.Contains("key", refused.Error, StringComparison.Ordinal);
                Assert.DoesNotContain("There is no secret", refused.Error, StringComparison.Ordinal);
            }
        }

        Zenml.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = "the first key, long enough";
        Assert.Equal([new("k", "v")], await Zenml.ValuesAsync("s"));
        Assert.Single((await Zenml.JsonAsync("secret", "list")).AsArray());
    }

    [Fact]
    public async Task A_configured_key_for_a_store_created_without_one_is_an_error()
    {
        await Zenml.OkAsync("secret", "create", "s", "--k=v");
        Zenml.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = "a key of my own, long enough";
        await Zenml.FailsAsync("secret", "get", "s");
        await Zenml.FailsAsync("secret", "update", "s", "--k=w");

        Zenml.Variables.Clear();
        Assert.Equal([new("k", "v")], await Zenml.ValuesAsync("s"));
    }

    [Fact]
    public async Task A_short_configured_key_is_rejected_without_being_shown()
    {
        Zenml.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = "canary-short";

        var refused = await Zenml.FailsAsync("secret", "create", "s", "--k=v");
        Assert.Contains("16", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-short", refused.Everything, StringComparison.Ordinal);
    }

    private string[] Files() => Directory.GetFiles(Zenml.ConfigPath, "*", SearchOption.AllDirectories);

    private async Task AssertDamageIsReportedAndKeptAsync(string file, byte[] damaged)
    {
        await File.WriteAllBytesAsync(file, damaged, TestContext.Current.CancellationToken);
        string[][] commands =
        [
            ["secret", "get", "s"],
            ["secret", "create", "t", "--k=v"],
            ["secret", "update", "s", "--k=w"],
        ];
        foreach (var command in commands)
        {
            var refused = await Zenml.FailsAsync(command);
            Assert.Contains(Path.GetFileName(file), refused.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("There is no secret", refused.Error, StringComparison.Ordinal);
            Assert.Equal(damaged, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }
    }
}
