using ZenML.Cli.Commands;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>--since</c>, and the other filters that a list checks before it asks the store.</summary>
public sealed class ListTimeTests : IDisposable
{
    private readonly CliHost host = new();

    [Theory]
    [InlineData("1h", "s\n")]
    [InlineData("7d", "s\n")]
    [InlineData("2020-01-01", "s\n")]
    [InlineData("2020-01-01T08:00:00+02:00", "s\n")]
    [InlineData("2999-01-01", "")]
    public async Task A_list_can_be_limited_to_what_was_created_since(string since, string expected)
    {
        await host.RunAsync("secret", "create", "s", "--k=v");

        Assert.Equal(expected, (await host.RunAsync("secret", "list", "--since", since, "-o", "name")).Out);
    }

    [Fact]
    public async Task Deleted_secrets_are_limited_by_the_time_of_their_deletion()
    {
        await host.RunAsync("secret", "create", "s", "--k=v");
        await host.RunAsync("secret", "rm", "s", "--yes");

        Assert.Equal("s\n", (await host.RunAsync("secret", "ls", "--deleted", "--since", "1h", "-o", "name")).Out);
        Assert.Equal("", (await host.RunAsync("secret", "ls", "--deleted", "--since", "2999-01-01", "-o", "name")).Out);
        Assert.Equal("", (await host.RunAsync("secret", "ls", "--since", "1h", "-o", "name")).Out);
    }

    [Fact]
    public async Task Every_list_of_the_local_store_takes_a_time()
    {
        string[] remote = ["service-account", "device", "audit", "role", "group", "token"];
        foreach (var noun in Catalog.Nouns.Where(noun => !remote.Contains(noun.Name) && noun.Verbs.Any(verb => verb.Name == "list")))
        {
            var run = await host.RunAsync(noun.Name, "list", "--since", "7d");

            Assert.True(run.ExitCode == 0, $"{noun.Name}: {run.Error}");
        }

        Assert.Equal(0, (await host.RunAsync("pipeline", "runs", "list", "--since", "7d")).ExitCode);
        Assert.Equal(0, (await host.RunAsync("alerter", "flavor", "list", "--since", "7d")).ExitCode);
    }

    [Theory]
    [InlineData(
        "--since must be a span such as 30m, 12h, 7d or 2w, or a UTC time such as 2026-11-30T08:00:00Z, not 'yesterday'.",
        "secret", "list", "--since", "yesterday")]
    [InlineData("Use either --since or --created, not both.", "secret", "list", "--since", "7d", "--created=gt:2020-01-01")]
    [InlineData(
        "--since limits the whole list, so it cannot be combined with --logical-operator or.",
        "secret", "list", "--since", "7d", "--name=x", "--logical-operator", "or")]
    [InlineData("--scope must be 'workspace' or 'user', not 'team'.", "secret", "list", "--scope=team")]
    [InlineData("--scope must be 'workspace' or 'user', not 'team'.", "secret", "list", "--scope=equals:team", "--deleted")]
    [InlineData(
        "--status must be 'initializing', 'running', 'completed', 'failed' or 'cached', not 'done'.",
        "pipeline", "runs", "list", "--status=done")]
    [InlineData("--outcome must be 'success', 'refused' or 'failed', not 'x'.", "audit", "list", "--outcome=x")]
    [InlineData("--status must be 'pending', 'verified', 'active' or 'locked', not 'x'.", "device", "list", "--status=x")]
    public async Task A_wrong_filter_is_an_error_that_says_what_is_accepted(string message, params string[] arguments)
    {
        var run = await host.RunAsync(arguments);

        Assert.Equal((2, "", $"Error: {message}\n"), (run.ExitCode, run.Out, run.Error));
    }

    public void Dispose() => host.Dispose();
}
