using System.Text.Json.Nodes;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary><c>secret purge</c> of a secret whose row was changed from outside.</summary>
public sealed class DamagedSecretPurgeTests
{
    [Fact]
    public async Task A_deleted_secret_whose_row_was_changed_is_purged_only_if_that_is_asked_for()
    {
        using var host = new CliHost();
        await host.RunAsync("secret", "create", "db", "--password=hunter2");
        var id = (string)JsonNode.Parse((await host.RunAsync("secret", "describe", "db", "--output", "json")).Out)!["id"]!;
        await host.RunAsync("secret", "delete", "db", "--yes");
        await RawDatabase.ExecuteAsync(
            Path.Combine(host.Folder, "config", "zenml-dotnet.db"), "UPDATE secrets SET name = 'other'");

        var refused = await host.RunAsync("secret", "purge", "other", "--yes");
        var kept = await host.RunAsync("secret", "list", "--deleted");
        var named = await host.RunAsync("secret", "purge", "other", "--damaged", "--yes");
        var purged = await host.RunAsync("secret", "purge", id, "--damaged", "--yes");

        Assert.Equal((1, 2, 0), (refused.ExitCode, named.ExitCode, purged.ExitCode));
        Assert.Contains("--damaged needs the whole id", named.Error, StringComparison.Ordinal);
        Assert.Contains("is not what was written", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith(" --damaged\n", refused.Error, StringComparison.Ordinal);
        Assert.Contains("other", kept.Out, StringComparison.Ordinal);
        Assert.Equal("Purged the secret 'other' and all its values.\n", purged.Error);
        Assert.Equal(0, (await host.RunAsync("store", "check")).ExitCode);
    }

    [Theory]
    [InlineData("key_names = 'x'")]
    [InlineData("name = ' '")]
    [InlineData("scope = 'x'")]
    [InlineData("details = '{'")]
    [InlineData("plain_keys = 'x'")]
    [InlineData("created = 9223372036854775807")]
    [InlineData("name_space = 'x'")]
    [InlineData("deleted = 9223372036854775807")]
    public async Task A_deleted_secret_whose_row_cannot_be_read_is_purged_by_its_id(string assignment)
    {
        using var host = new CliHost();
        await host.RunAsync("secret", "create", "db", "--password=hunter2", "--tag", "team=ml");
        await host.RunAsync("secret", "create", "kept", "--password=hunter3");
        var id = (string)JsonNode.Parse((await host.RunAsync("secret", "describe", "db", "--output", "json")).Out)!["id"]!;
        await host.RunAsync("secret", "delete", "db", "--yes");
        var database = Path.Combine(host.Folder, "config", "zenml-dotnet.db");
        Assert.Equal(1, await RawDatabase.ExecuteAsync(database, $"UPDATE secrets SET {assignment} WHERE deleted IS NOT NULL"));

        var refused = await host.RunAsync("secret", "purge", id, "--yes");
        var declined = await host.RunAsync(new FakeTerminal("n"), "secret", "purge", id, "--damaged");
        var purged = await host.RunAsync("secret", "purge", id, "--damaged", "--yes");

        Assert.Equal((1, 0, 0), (refused.ExitCode, declined.ExitCode, purged.ExitCode));
        Assert.StartsWith(
            $"Purge the deleted secret {id}, whose row cannot be read, and all its values? This cannot be undone.", declined.Error,
            StringComparison.Ordinal);
        Assert.Equal($"Purged the secret {id} and all its values.\n", purged.Error);
        var checkedStore = await host.RunAsync("store", "check");
        Assert.True(checkedStore.ExitCode == 0, checkedStore.Error);
        Assert.Equal("hunter3", (await host.RunAsync("secret", "get", "kept", "password")).Out);
    }
}
