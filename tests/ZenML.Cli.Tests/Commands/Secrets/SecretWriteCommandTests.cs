using System.Text.Json.Nodes;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary><c>secret set</c>, <c>update</c>, <c>delete</c>, <c>copy</c> and <c>move</c>, and what they say that they did.</summary>
public class SecretWriteCommandTests : CommandTest
{
    private bool IsStock => Target == TestTarget.UpstreamServer;

    [Fact]
    public async Task Set_creates_a_secret_and_updates_it_the_next_time()
    {
        var created = await Host.RunAsync("secret", "set", "s", "--password=1", "--user=ada");
        var updated = await Host.RunAsync("secret", "set", "s", "--password=2", "--port=5");
        var same = await Host.RunAsync("secret", "set", "s", "--user=ada");

        Assert.Equal("Created the secret 's' in the workspace scope, with 2 keys.\n", created.Error);
        Assert.Equal("Updated the secret 's' (added: port; changed: password).\n", updated.Error);
        Assert.Equal("The secret 's' has these values already: nothing changed.\n", same.Error);
        Assert.Equal((0, 0, 0), (created.ExitCode, updated.ExitCode, same.ExitCode));
        Assert.Equal("""{"password":"2","user":"ada","port":"5"}""", await ValuesAsync("s"));
    }

    [Fact]
    public async Task Set_uses_the_workspace_scope_unless_another_is_given()
    {
        await Host.RunAsync("secret", "set", "s", "--a=own", "--scope", "user");
        var shared = await Host.RunAsync("secret", "set", "s", "--a=shared");

        Assert.Contains("Created the secret 's' in the workspace scope", shared.Error, StringComparison.Ordinal);
        Assert.Equal("own", (await Host.RunAsync("secret", "get", "s", "a")).Out);
    }

    [Fact]
    public async Task Set_without_values_fails()
    {
        var run = await Host.RunAsync("secret", "set", "s");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is nothing to set.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_names_the_keys_that_it_added_changed_and_removed()
    {
        await Host.RunAsync("secret", "create", "s", "--user=ada", "--password=1", "--token=t");

        var run = await Host.RunAsync("secret", "update", "s", "--user=ada", "--password=2", "--port=5", "-r", "token");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("Updated the secret 's' (added: port; changed: password; removed: token).\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_with_equal_values_says_that_nothing_changed_and_keeps_the_version()
    {
        await Host.RunAsync("secret", "create", "s", "--user=ada", "--password=1");
        var before = await Host.RunAsync("secret", "get", "s", "--output", "json");

        var run = await Host.RunAsync("secret", "update", "s", "--password=1");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("The secret 's' has these values already: nothing changed.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(before.Out, (await Host.RunAsync("secret", "get", "s", "--output", "json")).Out);
    }

    [Fact]
    public async Task Update_names_at_most_twenty_keys_and_counts_the_others()
    {
        await Host.RunAsync("secret", "create", "s", "--a=1");

        var run = await Host.RunAsync(["secret", "update", "s", .. Enumerable.Range(0, 25).Select(index => $"--k{index:00}=x")]);

        Assert.Contains("k18, k19 and 5 more).", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("k20", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update")]
    [InlineData("set")]
    public async Task A_new_key_that_is_probably_a_typo_is_rejected_unless_a_flag_allows_it(string verb)
    {
        await Host.RunAsync("secret", "create", "s", "--password=1", "--other=2");

        var refused = await Host.RunAsync("secret", verb, "s", "--pasword=hunter2");

        Assert.Equal(1, refused.ExitCode);
        Assert.EndsWith(
            "Error: The secret 's' has no key 'pasword', but a similar one: 'password'. Nothing was changed. To add 'pasword' as a new "
            + "key, use --add-key.\n", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Error, StringComparison.Ordinal);
        Assert.Equal("""{"password":"1","other":"2"}""", await ValuesAsync("s"));

        Assert.Equal(0, (await Host.RunAsync("secret", verb, "s", "--pasword=x", "--add-key")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("secret", verb, "s", "--password2=x")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("secret", verb, "s", "--passwords=x", "--yes")).ExitCode);
        Assert.Equal("""{"password":"1","other":"2","pasword":"x","password2":"x","passwords":"x"}""", await ValuesAsync("s"));
    }

    [Fact]
    public async Task A_key_that_replaces_a_removed_one_is_no_typo()
    {
        await Host.RunAsync("secret", "create", "s", "--pasword=1");

        var run = await Host.RunAsync("secret", "update", "s", "-r", "pasword", "--password=1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("(added: password; removed: pasword)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_asks_before_it_adds_a_similar_key_that_was_typed_at_a_prompt()
    {
        await Host.RunAsync("secret", "create", "s", "--password=1");

        var run = await Host.RunAsync(
            new FakeTerminal("n", "y", "pasword", "n", "y", "passwort", "y", "x", "n"), "secret", "update", "s", "-i");

        Assert.Contains("The secret has a similar key 'password'. Add 'pasword'? [y/N]", run.Error, StringComparison.Ordinal);
        Assert.Equal("""{"password":"1","passwort":"x"}""", await ValuesAsync("s"));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("update")]
    [InlineData("set")]
    public async Task Options_that_are_new_hide_no_key_that_is_written_in_one_piece(string verb)
    {
        if (verb == "update")
        {
            await Host.RunAsync("secret", "create", "s", "--a=1");
        }

        var run = await Host.RunAsync("secret", verb, "s", "--trim=t", "--yes=y");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("t", (await Host.RunAsync("secret", "get", "s", "trim")).Out);
        Assert.Equal("y", (await Host.RunAsync("secret", "get", "s", "yes")).Out);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("update")]
    [InlineData("set")]
    public async Task Trim_removes_one_line_break_from_the_end_of_each_value_that_is_read(string verb)
    {
        if (verb == "update")
        {
            await Host.RunAsync("secret", "create", "s", "--a=1");
        }

        await WriteAsync("one.txt", "abc123\n");
        await WriteAsync("windows.txt", "abc123\r\n");
        await WriteAsync("two.txt", "x\n\n");
        Host.Input = "from input\n";

        var run = await Host.RunAsync(
            "secret", verb, "s", "--trim", "--one=@one.txt", "--windows=@windows.txt", "--two=@two.txt", "--input=@-", "--literal=y\n");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Warning", run.Error, StringComparison.Ordinal);
        (string Key, string Value)[] expected =
            [("one", "abc123"), ("windows", "abc123"), ("two", "x\n"), ("input", "from input"), ("literal", "y\n")];
        foreach (var (key, value) in expected)
        {
            Assert.Equal(value, (await Host.RunAsync("secret", "get", "s", key)).Out);
        }
    }

    [Fact]
    public async Task A_final_line_break_is_kept_without_trim_and_the_warning_names_the_option()
    {
        await WriteAsync("one.txt", "abc123\n");

        var run = await Host.RunAsync("secret", "create", "s", "--one=@one.txt");

        Assert.Contains(
            "Warning: The value of 'one' ends with a line break, which is part of it. To leave it out, use --trim.\n",
            run.Error,
            StringComparison.Ordinal);
        Assert.Equal("abc123\n", (await Host.RunAsync("secret", "get", "s", "one")).Out);
    }

    [Fact]
    public async Task Delete_finds_all_secrets_before_it_deletes_any()
    {
        await Host.RunAsync("secret", "create", "a", "--k=1");
        await Host.RunAsync("secret", "create", "b", "--k=1");

        var refused = await Host.RunAsync("secret", "delete", "a", "nothing", "b", "--yes");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("There is no secret 'nothing'.", refused.Error, StringComparison.Ordinal);
        Assert.Equal("a b", await NamesAsync());
    }

    [Fact]
    public async Task Delete_asks_once_for_all_secrets_and_says_what_it_deleted()
    {
        await Host.RunAsync("secret", "create", "a", "--k=1");
        await Host.RunAsync("secret", "create", "b", "--k=1");
        await Host.RunAsync("secret", "create", "c", "--k=1");

        var declined = await Host.RunAsync(new FakeTerminal("n"), "secret", "delete", "a", "b", "a");
        var deleted = await Host.RunAsync(new FakeTerminal("y"), "secret", "delete", "a", "b", "a");

        Assert.Contains("Delete these 2 secrets and all their values?\n  the secret 'a' (", declined.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was deleted.", declined.Error, StringComparison.Ordinal);
        var hint = Target == TestTarget.UpstreamServer ? "" : " To undelete one within 30 days: zenml secret undelete NAME";
        Assert.EndsWith(
            "Deleted the secret 'a' from the workspace scope.\nDeleted the secret 'b' from the workspace scope.\n"
                + $"Deleted 2 secrets.{hint}\n",
            deleted.Error,
            StringComparison.Ordinal);
        Assert.Equal("c", await NamesAsync());
    }

    [Fact]
    public async Task Copy_makes_a_secret_with_the_same_values()
    {
        await Host.RunAsync("workspace", "create", "research");
        await Host.RunAsync("secret", "create", "s", "--z=1", "--a=2");

        var near = await Host.RunAsync("secret", "copy", "s", "t");
        var far = await Host.RunAsync("secret", "copy", "s", "s", "--to-workspace", "research", "--to-scope", "user");
        var taken = await Host.RunAsync("secret", "copy", "s", "t");

        Assert.Equal("Copied the secret 's' to 't' in the workspace scope of the workspace 'default'.\n", near.Error);
        Assert.Equal("Copied the secret 's' to 's' in the user scope of the workspace 'research'.\n", far.Error);
        Assert.Equal(1, taken.ExitCode);
        Assert.Equal("""{"z":"1","a":"2"}""", await ValuesAsync("t"));
    }

    [Fact]
    public async Task Move_takes_a_secret_to_another_scope_or_workspace()
    {
        await Host.RunAsync("workspace", "create", "research");
        await Host.RunAsync("secret", "create", "s", "--a=1");
        var id = (string)JsonNode.Parse((await Host.RunAsync("secret", "get", "s", "--output", "json")).Out)!["id"]!;

        var scope = await Host.RunAsync("secret", "move", "s", "--to-scope", "user");
        var same = await Host.RunAsync("secret", "move", "s", "--to-scope", "user", "--to-workspace", "default");
        var workspace = await Host.RunAsync("secret", "move", "s", "--to-workspace", "research");

        Assert.Equal("Moved the secret 's' to the user scope of the workspace 'default'.\n", scope.Error);
        Assert.Equal("The secret 's' is in the user scope of the workspace 'default' already: nothing changed.\n", same.Error);
        if (IsStock)
        {
            Assert.Equal(1, workspace.ExitCode);
            Assert.Contains("This server cannot move a secret to another workspace", workspace.Error, StringComparison.Ordinal);
            return;
        }

        Assert.Equal("Moved the secret 's' to the user scope of the workspace 'research'.\n", workspace.Error);
        Assert.Equal("", await NamesAsync());
        Assert.Equal("1", (await Host.RunAsync("secret", "get", id, "a")).Out);
    }

    [Fact]
    public async Task Move_needs_a_destination()
    {
        await Host.RunAsync("secret", "create", "s", "--a=1");

        var run = await Host.RunAsync("secret", "move", "s");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("A move needs --to-scope, --to-workspace or both.", run.Error, StringComparison.Ordinal);
    }

    private Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(Path.Combine(Host.Folder, file), text, TestContext.Current.CancellationToken);

    private async Task<string> ValuesAsync(string name) =>
        JsonNode.Parse((await Host.RunAsync("secret", "get", name, "--output", "json")).Out)!["values"]!.ToJsonString();

    private async Task<string> NamesAsync() => string.Join(' ', JsonNode.Parse(
        (await Host.RunAsync("secret", "list", "--output", "json")).Out)!.AsArray().Select(secret => (string)secret!["name"]!));
}
