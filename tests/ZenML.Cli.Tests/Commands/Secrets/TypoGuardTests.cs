using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary>New keys and new secrets whose names are probably typos, in every command that adds them.</summary>
public class TypoGuardTests : CommandTest
{
    [Fact]
    public async Task Set_refuses_a_new_secret_whose_name_is_similar_to_that_of_another_unless_a_flag_allows_it()
    {
        await OkAsync("secret", "create", "mlflow_secret", "--password=1");

        var refused = await Host.RunAsync("secret", "set", "mlflow_secrt", "--password=hunter2");
        var capitals = await Host.RunAsync("secret", "set", "MLFLOW-SECRET", "--password=hunter2");

        Assert.Equal((1, 1), (refused.ExitCode, capitals.ExitCode));
        Assert.Equal(
            "Error: There is no secret 'mlflow_secrt', but one with a similar name: 'mlflow_secret'. Nothing was changed. To create "
            + "'mlflow_secrt', use 'secret create' or --yes.\n", refused.Error);
        Assert.Contains("'mlflow_secret'", capitals.Error, StringComparison.Ordinal);
        Assert.Equal(["mlflow_secret"], await NamesAsync());

        await OkAsync("secret", "set", "mlflow_secrt", "--password=1", "--yes");
        await OkAsync("secret", "set", "mlflow_secret", "--password=1", "--scope", "user");
        await OkAsync("secret", "set", "mlflow_secret2", "--password=1");
        await OkAsync("secret", "set", "mlflow_secrt", "--password=2");
    }

    [Theory]
    [InlineData("dbs", "db")]
    [InlineData("queue", "cache")]
    [InlineData("replica_b", "replica_a")]
    [InlineData("db", "db_prod")]
    public async Task Set_creates_a_secret_whose_name_is_only_a_little_like_that_of_another(string name, string present)
    {
        await OkAsync("secret", "create", present, "--k=1");

        Assert.Contains("Created", (await OkAsync("secret", "set", name, "--k=1")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_warns_of_a_similar_name_and_creates_the_secret()
    {
        await OkAsync("secret", "create", "mlflow_secret", "--password=1");

        var similar = await OkAsync("secret", "create", "mlflow_Secret", "--password=1");
        var other = await OkAsync("secret", "create", "database", "--password=1");

        Assert.EndsWith("Warning: There is also a secret with a similar name: 'mlflow_secret'.\n", similar.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PASSWORD")]
    [InlineData("prot")]
    [InlineData("tokn")]
    public async Task Set_and_update_refuse_other_capitals_and_slips_in_short_keys(string key)
    {
        await OkAsync("secret", "create", "s", "--password=1", "--port=2", "--token=3");

        var set = await Host.RunAsync("secret", "set", "s", $"--{key}=hunter2");
        var update = await Host.RunAsync("secret", "update", "s", $"--{key}=hunter2");

        Assert.Equal((1, 1), (set.ExitCode, update.ExitCode));
        Assert.All([set, update], run => Assert.Contains(
            $"The secret 's' has no key '{key}', but a similar one: ", run.Error, StringComparison.Ordinal));
        await OkAsync("secret", "update", "s", "--host=1", "--user=1", "--ports=1");
    }

    [Fact]
    public async Task Import_refuses_similar_keys_and_names_and_a_dry_run_warns_of_them()
    {
        await OkAsync("secret", "create", "app", "--DB_PASSWORD=1", "--DB_PORT=2");
        await WriteAsync(".env", "DB_PASWORD=hunter2\n");
        await WriteAsync("all.yaml", "queue:\n  k: v\nApp:\n  k: v\n");

        var key = await Host.RunAsync("secret", "import", ".env", "--name", "app");
        var name = await Host.RunAsync("secret", "import", "all.yaml", "--each");
        var dry = await OkAsync("secret", "import", ".env", "--name", "app", "--dry-run");

        Assert.Equal((1, 1), (key.ExitCode, name.ExitCode));
        Assert.Equal(
            "Error: The secret 'app' has no key 'DB_PASWORD', but a similar one: 'DB_PASSWORD'. Nothing was changed. To add 'DB_PASWORD' "
            + "as a new key, use --yes.\n", key.Error);
        Assert.Contains("There is no secret 'App', but one with a similar name: 'app'.", name.Error, StringComparison.Ordinal);
        Assert.StartsWith("Warning: The secret 'app' has no key 'DB_PASWORD'", dry.Error, StringComparison.Ordinal);
        Assert.Contains("Would update the secret 'app'", dry.Error, StringComparison.Ordinal);
        Assert.Equal(["app"], await NamesAsync());

        await OkAsync("secret", "import", ".env", "--name", "app", "--yes");
        await OkAsync("secret", "import", "all.yaml", "--each", "--yes");
        Assert.Equal(["App", "app", "queue"], await NamesAsync());
    }

    [Fact]
    public async Task An_import_that_replaces_all_keys_is_not_compared_with_them()
    {
        await OkAsync("secret", "create", "app", "--DB_PASWORD=1");
        await WriteAsync(".env", "DB_PASSWORD=2\n");

        await OkAsync("secret", "import", ".env", "--name", "app", "--replace");

        Assert.Equal("2", (await OkAsync("secret", "get", "app", "DB_PASSWORD")).Out);
    }

    [Fact]
    public async Task Edit_asks_before_it_adds_a_similar_key_and_fails_without_a_terminal()
    {
        await OkAsync("secret", "create", "s", "--password=1");
        await WriteAsync("editor.sh", "echo 'pasword: new' >> \"$1\"\n");
        Host.Variables["EDITOR"] = "sh ./editor.sh";

        var refused = await Host.RunAsync("secret", "edit", "s");
        var declined = await Host.RunAsync(new FakeTerminal("n", "n"), "secret", "edit", "s");
        var added = await Host.RunAsync(new FakeTerminal("y"), "secret", "edit", "s");

        Assert.Equal((1, 0, 0), (refused.ExitCode, declined.ExitCode, added.ExitCode));
        Assert.Contains("To add 'pasword' as a new key, use --yes.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("The secret has a similar key 'password'. Add 'pasword'? [y/N]", declined.Error, StringComparison.Ordinal);
        Assert.Contains("Open the editor again, with your text? [Y/n]", declined.Error, StringComparison.Ordinal);
        Assert.EndsWith("Updated the secret 's' (added: pasword).\n", added.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_renamed_in_the_editor_is_no_typo()
    {
        await OkAsync("secret", "create", "s", "--pasword=1");
        await WriteAsync("editor.sh", "sed -i 's/pasword:/password:/' \"$1\"\n");
        Host.Variables["EDITOR"] = "sh ./editor.sh";

        var run = await OkAsync("secret", "edit", "s");

        Assert.EndsWith("Updated the secret 's' (added: password; removed: pasword).\n", run.Error, StringComparison.Ordinal);
    }

    private async Task<string[]> NamesAsync() =>
    [
        .. JsonNode.Parse((await OkAsync("secret", "list", "--output", "json")).Out)!.AsArray()
            .Select(secret => (string)secret!["name"]!).Order(StringComparer.Ordinal),
    ];

    private Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(Path.Combine(Host.Folder, file), text, TestContext.Current.CancellationToken);

    private async Task<CliRun> OkAsync(params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
