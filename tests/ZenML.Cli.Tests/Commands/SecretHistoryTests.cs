using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>secret history</c>, <c>diff</c>, <c>rollback</c>, <c>destroy</c>, and earlier versions in <c>secret get</c>.</summary>
public class SecretHistoryTests : CommandTest
{
    [Fact]
    public async Task The_history_lists_versions_with_key_names_and_never_with_values()
    {
        await PrepareAsync();

        var table = await OkAsync("secret", "history", "s");
        var json = await OkAsync("secret", "history", "s", "--output", "json");

        Assert.Contains("Secret 's' (", table.Error, StringComparison.Ordinal);
        Assert.Contains("workspace scope, version 4:", table.Error, StringComparison.Ordinal);
        Assert.Contains("added: port; changed: password; removed: user", table.Out, StringComparison.Ordinal);
        Assert.Contains("created; added: user, password", table.Out, StringComparison.Ordinal);
        Assert.Contains("name: s0 -> s", table.Out, StringComparison.Ordinal);
        foreach (var run in new[] { table, json })
        {
            Assert.DoesNotContain("value-", run.Out + run.Error, StringComparison.Ordinal);
        }

        var lines = JsonNode.Parse(json.Out)!.AsArray();
        Assert.Equal([4, 3, 2, 1], lines.Select(line => (int)line!["version"]!));
        Assert.Equal(["update", "update", "update", "create"], lines.Select(line => (string)line!["kind"]!));
        Assert.Equal(["current", "no_values", "stored", "stored"], lines.Select(line => (string)line!["state"]!));
        Assert.All(lines, line => Assert.Equal("default", (string)line!["user_name"]!));
        Assert.Equal(
            [
                "version", "kind", "created", "user_id", "user_name", "added", "changed", "removed", "omitted", "old_name", "new_name",
                "old_scope", "new_scope", "old_workspace", "new_workspace", "keep_versions", "details", "marked_plain",
                "marked_secret", "rolled_back_to", "state", "destroyed",
            ],
            lines[0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task An_earlier_version_is_shown_as_the_current_one_is()
    {
        await PrepareAsync();

        var table = await OkAsync("secret", "get", "s", "--version", "1");
        var document = JsonNode.Parse((await OkAsync("secret", "get", "s", "--version", "2", "--output", "json")).Out)!;
        var missing = await Host.RunAsync("secret", "get", "s", "--version", "3");
        var invalid = await Host.RunAsync("secret", "get", "s", "--version", "0");

        Assert.Contains("workspace scope, version 1:", table.Error, StringComparison.Ordinal);
        Assert.Contains("value-one", table.Out, StringComparison.Ordinal);
        Assert.Equal(2, (int)document["version"]!);
        Assert.Equal(["password", "port"], document["values"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal((1, 2), (missing.ExitCode, invalid.ExitCode));
        Assert.Contains("Version 3 of the secret 's' has no values of its own", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_shows_values_only_with_the_option_for_it()
    {
        await PrepareAsync();

        var names = await OkAsync("secret", "diff", "s", "--from", "1", "--to", "2");
        var values = await OkAsync("secret", "diff", "s", "--from", "1", "--to", "2", "--reveal");
        var json = JsonNode.Parse((await OkAsync("secret", "diff", "s", "--output", "json")).Out)!;
        var same = await OkAsync("secret", "diff", "s", "--from", "2", "--to", "2");

        Assert.Contains("From version 1 to version 2 of the secret 's' (", names.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("value-", names.Out, StringComparison.Ordinal);
        Assert.Contains("password", names.Out, StringComparison.Ordinal);
        Assert.Contains("removed", names.Out, StringComparison.Ordinal);
        Assert.Contains("value-one", values.Out, StringComparison.Ordinal);
        Assert.Contains("value-two", values.Out, StringComparison.Ordinal);
        Assert.Equal((2, 4), ((int)json["from"]!, (int)json["to"]!));
        Assert.Equal(
            """[{"key":"password","change":"changed"}]""", json["keys"]!.ToJsonString());
        Assert.Contains("Versions 2 and 2 of the secret 's' have the same values.", same.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_says_which_version_it_replaced()
    {
        await PrepareAsync();

        var run = await OkAsync("secret", "rollback", "s", "--to", "1");
        var again = await Host.RunAsync("secret", "rollback", "s", "--to", "5");

        Assert.Equal(
            "Rolled back the secret 's' to version 1: version 5 replaces version 4 (added: user; changed: password; removed: port).",
            run.Error.Trim());
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("Version 5 of the secret 's' already has its current values.", again.Error, StringComparison.Ordinal);
        Assert.Contains("value-one", (await OkAsync("secret", "get", "s")).Out, StringComparison.Ordinal);
        Assert.Contains("rolled back to version 1", (await OkAsync("secret", "history", "s")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_destroyed_only_after_a_confirmation()
    {
        await PrepareAsync();

        var declined = await Host.RunAsync(new FakeTerminal("n"), "secret", "destroy", "s", "--version", "1");
        Assert.Contains("value-one", (await OkAsync("secret", "get", "s", "--version", "1")).Out, StringComparison.Ordinal);
        var confirmed = await Host.RunAsync(new FakeTerminal("y"), "secret", "destroy", "s", "--version", "1");
        var current = await Host.RunAsync("secret", "destroy", "s", "--version", "4", "--yes");
        var again = await Host.RunAsync("secret", "destroy", "s", "--version", "1", "--yes");

        Assert.Contains("Destroy the values of version 1 of the secret 's' (", declined.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was destroyed.", declined.Error, StringComparison.Ordinal);
        Assert.Contains("Destroyed the values of version 1 of the secret 's'.", confirmed.Error, StringComparison.Ordinal);
        Assert.Equal((0, 1, 1), (confirmed.ExitCode, current.ExitCode, again.ExitCode));
        Assert.Contains("has its current values, so it cannot be destroyed", current.Error, StringComparison.Ordinal);
        Assert.Contains("The values of version 1 of the secret 's' were destroyed.", again.Error, StringComparison.Ordinal);
        var lines = JsonNode.Parse((await OkAsync("secret", "history", "s", "--output", "json")).Out)!.AsArray();
        Assert.Equal("destroyed", (string)lines[3]!["state"]!);
        Assert.NotNull(lines[3]!["destroyed"]);
    }

    [Fact]
    public async Task A_secret_keeps_as_many_versions_as_the_option_says()
    {
        await OkAsync("secret", "create", "s", "--k=1", "--keep-versions", "2");
        await OkAsync("secret", "update", "s", "--k=2");
        await OkAsync("secret", "update", "s", "--k=3");
        Assert.Equal(["current", "stored", "destroyed"], await StatesAsync());

        await OkAsync("secret", "update", "s", "--keep-versions", "1");
        Assert.Equal(["no_values", "current", "destroyed", "destroyed"], await StatesAsync());
        var again = await OkAsync("secret", "update", "s", "--keep-versions", "1");
        Assert.Contains("Nothing to change.", again.Error, StringComparison.Ordinal);

        var invalid = await Host.RunAsync("secret", "update", "s", "--keep-versions", "1001");
        Assert.Equal(2, invalid.ExitCode);
        Assert.Contains("--keep-versions must be a whole number from 0 to 1000.", invalid.Error, StringComparison.Ordinal);
    }

    private async Task PrepareAsync()
    {
        await OkAsync("secret", "create", "s0", "--user=value-admin", "--password=value-one");
        await OkAsync("secret", "update", "s0", "--password=value-two", "--port=value-5432", "-r", "user");
        await OkAsync("secret", "rename", "s0", "-n", "s");
        await OkAsync("secret", "update", "s", "--password=value-three", "--port=value-5432");
    }

    private async Task<IEnumerable<string>> StatesAsync() =>
        JsonNode.Parse((await OkAsync("secret", "history", "s", "--output", "json")).Out)!.AsArray()
            .Select(line => (string)line!["state"]!);

    private async Task<CliRun> OkAsync(params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
