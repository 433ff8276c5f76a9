using System.Text.Json.Nodes;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Commands;

public sealed class StoreCheckTests
{
    [Fact]
    public async Task Store_check_succeeds_on_an_intact_store_and_says_what_it_checked()
    {
        using var host = new CliHost();
        await host.RunAsync("secret", "create", "db", "--password=hunter2");

        var run = await host.RunAsync("store", "check");

        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        Assert.Contains("The store is intact. Checked 1 secret and", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE secrets SET name = 'other'", "its row is not what was written")]
    [InlineData("UPDATE secret_values SET sealed = zeroblob(60)", "do not belong to it")]
    [InlineData("DELETE FROM secret_values", "its values are missing")]
    [InlineData("UPDATE secret_totals SET total = 9", "the totals say 9")]
    [InlineData("UPDATE secrets SET key_names = '['", "its row cannot be read")]
    [InlineData("UPDATE encryption_keys SET key_check = zeroblob(29)", "encryption key: ")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM users", "refers to a row of 'users'")]
    public async Task Store_check_names_the_damage_in_a_damaged_store_and_exits_with_1(string damage, string expected)
    {
        using var host = new CliHost();
        await host.RunAsync("secret", "create", "db", "--password=hunter2");
        await RawDatabase.ExecuteAsync(Path.Combine(host.Folder, "config", "zenml-dotnet.db"), damage);

        var run = await host.RunAsync("store", "check");
        if (run.Error.Contains("is not a zenml store", StringComparison.Ordinal))
        {
            // A store without its local user does not open, so the check fails there.
            Assert.Equal(1, run.ExitCode);
            return;
        }

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Out, StringComparison.Ordinal);
        Assert.Contains("The store is damaged.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_check_can_print_its_findings_as_JSON()
    {
        using var host = new CliHost();
        await host.RunAsync("secret", "create", "db", "--password=hunter2");
        await RawDatabase.ExecuteAsync(Path.Combine(host.Folder, "config", "zenml-dotnet.db"), "DELETE FROM secret_values");

        var run = await host.RunAsync("store", "check", "--output", "json");

        Assert.Equal(1, run.ExitCode);
        var report = JsonNode.Parse(run.Out)!;
        Assert.Equal((1, 0), ((int)report["secrets"]!, (int)report["untagged_secrets"]!));
        Assert.Single(report["problems"]!.AsArray());
    }
}
