using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary><c>secret delete</c>, <c>undelete</c> and <c>purge</c>, and lists of deleted secrets.</summary>
public class SecretDeletionTests : CommandTest
{
    [Fact]
    public async Task Delete_says_how_to_take_it_back_and_undelete_does()
    {
        await OkAsync("secret", "create", "my secret", "--k=value-one");

        var deleted = await OkAsync("secret", "delete", "my secret", "--yes");
        var undeleted = await OkAsync("secret", "undelete", "my secret");

        Assert.Equal(
            "Deleted the secret 'my secret' from the workspace scope. To undelete it within 30 days: zenml secret undelete 'my secret'\n",
            deleted.Error);
        Assert.Equal("Undeleted the secret 'my secret' in the workspace scope.\n", undeleted.Error);
        Assert.Contains("value-one", (await OkAsync("secret", "get", "my secret")).Out, StringComparison.Ordinal);
        var history = await OkAsync("secret", "history", "my secret");
        Assert.Contains("undeleted", history.Out, StringComparison.Ordinal);
        var lines = JsonNode.Parse((await OkAsync("secret", "history", "my secret", "--output", "json")).Out)!.AsArray();
        Assert.Equal(["undelete", "delete", "create"], lines.Select(line => (string)line!["kind"]!));
    }

    [Fact]
    public async Task Deleted_secrets_are_listed_with_the_times_of_deletion_and_purge_and_no_values()
    {
        await OkAsync("secret", "create", "s", "--k=value-one");
        await OkAsync("secret", "create", "mine", "--k=value-two", "--scope", "user");
        await OkAsync("secret", "create", "live", "--k=value-three");
        await OkAsync("secret", "delete", "s", "mine", "--yes");

        var table = await OkAsync("secret", "list", "--deleted");
        var json = await OkAsync("secret", "list", "--deleted", "--output", "json");
        var filtered = await OkAsync("secret", "list", "--deleted", "--scope=user", "--output", "json");
        var live = await OkAsync("secret", "list", "--output", "json");

        Assert.Contains("PURGED_AFTER", table.Out, StringComparison.Ordinal);
        Assert.Contains("2 in total", table.Error, StringComparison.Ordinal);
        var listed = JsonNode.Parse(json.Out)!.AsArray();
        Assert.Equal(["mine", "s"], listed.Select(secret => (string)secret!["name"]!));
        Assert.Equal(
            [
                "id", "name", "scope", "workspace", "user", "created", "updated", "version", "keys", "description", "tags", "expires",
                "plain_keys",
                "deleted", "purged_after",
            ],
            listed[0]!.AsObject().Select(field => field.Key));
        Assert.Equal("mine", (string)Assert.Single(JsonNode.Parse(filtered.Out)!.AsArray())!["name"]!);
        Assert.Equal("live", (string)Assert.Single(JsonNode.Parse(live.Out)!.AsArray())!["name"]!);
        Assert.DoesNotContain("deleted", live.Out, StringComparison.Ordinal);
        foreach (var run in new[] { table, json })
        {
            Assert.DoesNotContain("value-", run.Out + run.Error, StringComparison.Ordinal);
        }

        Assert.Contains(
            "No deleted secrets found.", (await OkAsync("secret", "list", "--deleted", "--name=x")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_whose_name_is_taken_is_undeleted_under_another()
    {
        await OkAsync("secret", "create", "s", "--k=old");
        await OkAsync("secret", "delete", "s", "--yes");
        var created = await OkAsync("secret", "create", "s", "--k=new");
        var set = await OkAsync("secret", "set", "t", "--k=v");
        await OkAsync("secret", "delete", "t", "--yes");
        var setAgain = await OkAsync("secret", "set", "t", "--k=v");

        var refused = await Host.RunAsync("secret", "undelete", "s");
        var undeleted = await OkAsync("secret", "undelete", "s", "--as", "old");

        Assert.EndsWith(
            "There is also a deleted secret of that name. To restore it: zenml secret undelete s --as NAME\n", created.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("undelete", set.Error, StringComparison.Ordinal);
        Assert.Contains("zenml secret undelete t --as NAME", setAgain.Error, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("A secret named 's' already exists in the workspace scope", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--as NAME", refused.Error, StringComparison.Ordinal);
        Assert.Equal("Undeleted the secret 's' as 'old' in the workspace scope.\n", undeleted.Error);
        Assert.Equal("old", (await OkAsync("secret", "get", "old", "k")).Out);
        Assert.Equal("new", (await OkAsync("secret", "get", "s", "k")).Out);
    }

    [Fact]
    public async Task Several_secrets_are_undeleted_at_once_or_none_if_one_does_not_exist()
    {
        foreach (var name in (string[])["a1", "a2", "a3"])
        {
            await OkAsync("secret", "create", name, $"--k={name}");
        }

        await OkAsync("secret", "delete", "a1", "a2", "a3", "--yes");

        var refused = await Host.RunAsync("secret", "undelete", "a1", "none");
        var renamed = await Host.RunAsync("secret", "undelete", "a1", "a2", "--as", "x");
        var undeleted = await OkAsync("secret", "undelete", "a1", "a2", "a1");

        Assert.Equal((1, 2), (refused.ExitCode, renamed.ExitCode));
        Assert.Contains("--as names one secret", renamed.Error, StringComparison.Ordinal);
        Assert.Equal(
            "Undeleted the secret 'a1' in the workspace scope.\nUndeleted the secret 'a2' in the workspace scope.\n", undeleted.Error);
        Assert.Equal("a3", (string)Assert.Single(
            JsonNode.Parse((await OkAsync("secret", "list", "--deleted", "--output", "json")).Out)!.AsArray())!["name"]!);
    }

    [Fact]
    public async Task Undelete_suggests_the_deleted_secret_that_was_probably_meant()
    {
        await OkAsync("secret", "create", "mlflow_secret", "--k=v");
        await OkAsync("secret", "delete", "mlflow_secret", "--yes");

        var run = await Host.RunAsync("secret", "undelete", "mlflow_secrt");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "Error: There is no deleted secret 'mlflow_secrt'. Did you mean 'mlflow_secret'? To list them: zenml secret list --deleted\n",
            run.Error);
    }

    [Fact]
    public async Task Undelete_says_which_of_several_secrets_of_a_name_it_took_and_lists_the_others()
    {
        foreach (var value in (string[])["1", "2", "3"])
        {
            await OkAsync("secret", "create", "s", $"--k={value}");
            await OkAsync("secret", "delete", "s", "--yes");
        }

        var listed = JsonNode.Parse((await OkAsync("secret", "list", "--deleted", "--output", "json")).Out)!.AsArray();
        var lines = listed.Select(secret => $"  {secret!["id"]}  {secret["scope"]} scope, deleted {secret["deleted"]}").ToArray();

        var newest = await OkAsync("secret", "undelete", "s");
        var older = await OkAsync("secret", "undelete", (string)listed[1]!["id"]!, "--as", "old");

        Assert.Equal(
            "Undeleted the secret 's' in the workspace scope.\n"
            + $"It is the one of this name that was deleted last ({listed[0]!["id"]}). The others can be undeleted by id, with --as NAME:\n"
            + $"{lines[1]}\n{lines[2]}\n",
            newest.Error);
        Assert.Equal("3", (await OkAsync("secret", "get", "s", "k")).Out);
        Assert.Equal("Undeleted the secret 's' as 'old' in the workspace scope.\n", older.Error);
    }

    [Fact]
    public async Task Purge_refuses_a_name_that_several_deleted_secrets_had_and_lists_them()
    {
        await OkAsync("secret", "create", "s", "--k=1");
        await OkAsync("secret", "delete", "s", "--yes");
        await OkAsync("secret", "create", "s", "--k=2", "--scope", "user");
        await OkAsync("secret", "delete", "s", "--yes");
        await OkAsync("secret", "create", "s2", "--k=3");
        await OkAsync("secret", "delete", "s2", "--yes");
        var listed = JsonNode.Parse((await OkAsync("secret", "list", "--deleted", "--name=s", "--output", "json")).Out)!.AsArray();
        var lines = listed.Select(secret => $"  {secret!["id"]}  {secret["scope"]} scope, deleted {secret["deleted"]}").ToArray();

        var refused = await Host.RunAsync("secret", "purge", "s", "--yes");
        var own = await OkAsync("secret", "purge", "s", "--scope", "user", "--yes");
        var only = await OkAsync("secret", "purge", "s", "--yes");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(
            $"Error: More than one deleted secret has the name 's'. Use the id of one of them:\n{lines[0]}\n{lines[1]}\n", refused.Error);
        Assert.Equal(own.Error, only.Error);
        Assert.Equal("s2", (string)Assert.Single(
            JsonNode.Parse((await OkAsync("secret", "list", "--deleted", "--output", "json")).Out)!.AsArray())!["name"]!);
    }

    [Fact]
    public async Task Purge_asks_first_and_then_nothing_can_be_undeleted()
    {
        await OkAsync("secret", "create", "s", "--k=v");
        var live = await Host.RunAsync("secret", "purge", "s", "--yes");
        await OkAsync("secret", "delete", "s", "--yes");

        var declined = await Host.RunAsync(new FakeTerminal("n"), "secret", "purge", "s");
        var purged = await OkAsync("secret", "purge", "s", "--yes");
        var undeleted = await Host.RunAsync("secret", "undelete", "s");

        Assert.Contains("There is no deleted secret 's'.", live.Error, StringComparison.Ordinal);
        Assert.StartsWith("Purge the deleted secret 's' (", declined.Error, StringComparison.Ordinal);
        Assert.Contains("This cannot be undone.", declined.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was purged.", declined.Error, StringComparison.Ordinal);
        Assert.Equal("Purged the secret 's' and all its values.\n", purged.Error);
        Assert.Equal((1, 1), (live.ExitCode, undeleted.ExitCode));
        Assert.Contains("There is no deleted secret 's'.", undeleted.Error, StringComparison.Ordinal);
    }

    private async Task<CliRun> OkAsync(params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
