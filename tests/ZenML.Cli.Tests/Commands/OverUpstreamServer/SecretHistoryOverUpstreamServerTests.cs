using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

/// <summary>ZenML's own server keeps no earlier versions.</summary>
public sealed class SecretHistoryOverUpstreamServerTests : CommandTest
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Theory]
    [InlineData("secret history s")]
    [InlineData("secret get s --version 1")]
    [InlineData("secret diff s")]
    [InlineData("secret rollback s --to 1")]
    [InlineData("secret destroy s --version 1")]
    public async Task A_command_that_needs_a_history_fails_before_it_asks_and_says_why(string command)
    {
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "s", "--k=v")).ExitCode);

        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("keeps no history of secrets: only the current version exists.", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task A_number_of_versions_is_refused()
    {
        var run = await Host.RunAsync("secret", "create", "s", "--k=v", "--keep-versions", "3");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not keep earlier versions of secrets", run.Error, StringComparison.Ordinal);
    }
}
