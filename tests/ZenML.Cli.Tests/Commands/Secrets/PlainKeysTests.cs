using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary>Keys that are marked as not secret, on the command line.</summary>
public class PlainKeysTests : CommandTest
{
    [Fact]
    public async Task Marks_are_set_shown_changed_and_removed()
    {
        await OkAsync("secret", "create", "s", "--user=app", "--host=h", "--password=hunter2", "--plain", "user", "--plain", "host");

        var described = await OkAsync("secret", "describe", "s");
        var read = await OkAsync("secret", "get", "s");
        await OkAsync("secret", "update", "s", "--no-plain", "host", "--port=80", "--plain", "port");
        await OkAsync("secret", "set", "s", "--user=app", "--no-plain", "user");
        var same = await OkAsync("secret", "update", "s", "--plain", "port", "--no-plain", "user");
        var listed = JsonNode.Parse((await OkAsync("secret", "list", "--output", "json")).Out)!.AsArray();
        var history = await OkAsync("secret", "history", "s");

        Assert.Matches("PLAIN_KEYS +│ host, user ", described.Out);
        Assert.DoesNotContain("app", described.Out, StringComparison.Ordinal);
        Assert.Contains("PLAIN_KEYS: host, user\n", read.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing changed in the secret 's' (plain already: port; secret already: user).", same.Error, StringComparison.Ordinal);
        Assert.Equal("""["port"]""", Assert.Single(listed)!["plain_keys"]!.ToJsonString());
        Assert.Equal(3, (int)listed[0]!["version"]!);
        Assert.Contains("added: port; plain now: port; secret again: host", history.Out, StringComparison.Ordinal);
        Assert.Contains("│ secret again: user ", history.Out, StringComparison.Ordinal);
        Assert.Contains("created; added: user, host, password; plain now: host, user", history.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marks_follow_their_keys_through_all_commands()
    {
        await OkAsync("secret", "create", "s", "--user=app", "--password=hunter2", "--plain", "user");
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, ".env"), "user=other\n", TestContext.Current.CancellationToken);

        await OkAsync("secret", "import", ".env", "--name", "s");
        await OkAsync("secret", "copy", "s", "copied");
        await OkAsync("secret", "move", "s", "--to-scope", "user");
        Assert.Equal("user", await PlainKeysAsync("s"));
        Assert.Equal("user", await PlainKeysAsync("copied"));

        var rollback = await OkAsync("secret", "rollback", "s", "--to", "1");
        Assert.Contains(
            "All its keys are secret again. To mark the same ones as not secret: zenml secret update s --plain user\n", rollback.Error,
            StringComparison.Ordinal);
        var entry = JsonNode.Parse((await OkAsync("secret", "history", "s", "--output", "json")).Out)![0]!;
        Assert.Equal(
            ("[]", """["user"]""", """["plain"]"""),
            (entry["marked_plain"]!.ToJsonString(), entry["marked_secret"]!.ToJsonString(), entry["details"]!.ToJsonString()));
        Assert.Equal("", await PlainKeysAsync("s"));
        await OkAsync("secret", "update", "s", "--plain", "user");

        await OkAsync("secret", "update", "s", "-r", "user", "--yes");
        await OkAsync("secret", "set", "s", "--user=again", "--scope", "user");
        Assert.Equal("", await PlainKeysAsync("s"));
    }

    [Fact]
    public async Task Whoever_writes_a_value_that_logs_show_is_told_unless_the_same_command_marks_its_key()
    {
        var created = await OkAsync("secret", "create", "s", "--user=app", "--password=hunter2", "--plain", "user");
        var set = await OkAsync("secret", "set", "s", "--user=other");
        var update = await OkAsync("secret", "update", "s", "--user=third", "--password=new");
        var marked = await OkAsync("secret", "update", "s", "--user=fourth", "--plain", "user");
        var unmarked = await OkAsync("secret", "update", "s", "--user=fifth", "--no-plain", "user");

        const string Warning = "Warning: Logs show what was set, because these keys are marked as not secret: user.";
        Assert.All((CliRun[])[set, update], run => Assert.Contains(Warning, run.Error, StringComparison.Ordinal));
        Assert.All((CliRun[])[created, marked, unmarked], run => Assert.DoesNotContain("Logs show", run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_command_that_marks_keys_names_them_and_says_if_nothing_changed()
    {
        await OkAsync("secret", "create", "s", "--user=app", "--host=h", "--password=hunter2");

        var plain = await OkAsync("secret", "set", "s", "--plain", "user", "--plain", "host");
        var both = await OkAsync("secret", "update", "s", "--password=new", "--no-plain", "user", "--no-plain", "user");
        var again = await OkAsync("secret", "set", "s", "--no-plain", "user");

        Assert.Equal("Updated the secret 's' (plain now: user, host).\n", plain.Error);
        Assert.EndsWith("Updated the secret 's' (changed: password; secret again: user).\n", both.Error, StringComparison.Ordinal);
        Assert.Equal("Nothing changed in the secret 's' (secret already: user).\n", again.Error);
    }

    [Theory]
    [InlineData("password", true)]
    [InlineData("API-Key", true)]
    [InlineData("db_client_secret", true)]
    [InlineData("user", false)]
    [InlineData("key", false)]
    public async Task Whoever_marks_a_key_whose_name_looks_secret_is_warned(string key, bool warns)
    {
        await OkAsync("secret", "create", "s", "--key-value", $"{key}=hunter2");

        var run = await OkAsync("secret", "update", "s", "--plain", key);

        Assert.Equal(
            warns,
            run.Error.Contains(
                $"Warning: Logs will show the value of '{key}', whose name looks secret. To mask it again, use --no-plain.\n",
                StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("secret set s --plain password=hunter2")]
    [InlineData("secret update s --no-plain password=hunter2")]
    public async Task A_value_behind_the_name_of_a_key_is_refused_and_not_repeated(string command)
    {
        await OkAsync("secret", "create", "s", "--password=old");

        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("takes the name of a key, without its value", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_option_in_one_piece_stays_a_key()
    {
        await OkAsync("secret", "create", "s", "--plain=x");

        Assert.Equal("", await PlainKeysAsync("s"));
        Assert.Equal("x", (await OkAsync("secret", "get", "s", "plain")).Out);
    }

    [Theory]
    [InlineData("secret create t --k=v --plain kk", "'kk'")]
    [InlineData("secret set s --plain pasword", "Did you mean 'password'?")]
    [InlineData("secret update s --plain user --plain nope", "'nope'")]
    [InlineData("secret update s --no-plain usr", "'usr'")]
    [InlineData("secret update s -r user --plain user", "'user'")]
    [InlineData("secret update s --plain user --no-plain user", "cannot be marked as both")]
    public async Task A_mark_for_a_key_that_does_not_exist_is_an_error_that_names_it_and_changes_nothing(string command, string message)
    {
        await OkAsync("secret", "create", "s", "--user=app", "--password=hunter2");

        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        var listed = JsonNode.Parse((await OkAsync("secret", "list", "--output", "json")).Out)!.AsArray();
        Assert.Equal(1, (int)Assert.Single(listed)!["version"]!);
    }

    private async Task<string> PlainKeysAsync(string name) => string.Join(
        ',',
        JsonNode.Parse((await OkAsync("secret", "describe", name, "--output", "json")).Out)!["plain_keys"]!.AsArray()
            .Select(key => (string)key!));

    private async Task<CliRun> OkAsync(params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
