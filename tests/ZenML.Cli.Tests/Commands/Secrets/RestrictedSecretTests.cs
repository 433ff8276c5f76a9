using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary>Secrets whose values roles do not open, on the command line.</summary>
public sealed class RestrictedSecretTests : CommandTest
{
    [Fact]
    public async Task A_secret_is_restricted_when_it_is_created_or_updated_and_lists_and_history_say_so()
    {
        await Host.RunAsync("secret", "create", "db", "--password=hunter2", "--restricted");
        await Host.RunAsync("secret", "create", "open", "--password=hunter2");

        var list = (await Host.RunAsync("secret", "list")).Out;
        Assert.Contains("workspace (restricted)", list, StringComparison.Ordinal);
        Assert.Single(list.Split('\n'), line => line.Contains("(restricted)", StringComparison.Ordinal));
        Assert.True((bool)JsonNode.Parse((await Host.RunAsync("secret", "describe", "db", "--output", "json")).Out)!["restricted"]!);

        Assert.Equal(0, (await Host.RunAsync("secret", "update", "db", "--no-restricted")).ExitCode);
        var lifted = await Host.RunAsync("secret", "describe", "db", "--output", "json");
        Assert.DoesNotContain("restricted", lifted.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await Host.RunAsync("secret", "update", "open", "--restricted")).ExitCode);
        var same = await Host.RunAsync("secret", "update", "open", "--restricted");
        Assert.Contains("Nothing to change.", same.Error, StringComparison.Ordinal);

        var history = (await Host.RunAsync("secret", "history", "db")).Out;
        Assert.Contains("unrestricted", history, StringComparison.Ordinal);
        Assert.DoesNotContain("details:", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_secret_cannot_be_restricted_and_one_that_becomes_private_no_longer_is()
    {
        var refused = await Host.RunAsync("secret", "create", "mine", "--password=hunter2", "--scope", "user", "--restricted");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("is private, so it cannot be restricted", refused.Error, StringComparison.Ordinal);

        await Host.RunAsync("secret", "create", "db", "--password=hunter2", "--restricted");
        Assert.Equal(0, (await Host.RunAsync("secret", "update", "db", "--new-scope", "user", "--yes")).ExitCode);
        Assert.DoesNotContain("restricted", (await Host.RunAsync("secret", "describe", "db")).Out, StringComparison.Ordinal);
        Assert.NotEqual(0, (await Host.RunAsync("secret", "update", "db", "--restricted", "--no-restricted")).ExitCode);
    }

    [Fact]
    public async Task A_key_called_restricted_is_still_set_in_one_piece()
    {
        await Host.RunAsync("secret", "create", "db", "--restricted=yes");
        var described = JsonNode.Parse((await Host.RunAsync("secret", "describe", "db", "-o", "json")).Out)!;
        Assert.Equal("""["restricted"]""", described["keys"]!.ToJsonString());
    }
}
