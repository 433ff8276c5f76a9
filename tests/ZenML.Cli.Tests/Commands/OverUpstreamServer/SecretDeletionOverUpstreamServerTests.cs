using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

/// <summary>ZenML's own server deletes secrets for good.</summary>
public sealed class SecretDeletionOverUpstreamServerTests : CommandTest
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Theory]
    [InlineData("secret list --deleted")]
    [InlineData("secret undelete s")]
    [InlineData("secret purge s")]
    public async Task A_command_that_needs_deleted_secrets_fails_before_it_asks_and_says_why(string command)
    {
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "s", "--k=v")).ExitCode);

        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("keeps no deleted secrets: it deletes them for good at once.", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Delete_promises_no_undeletion()
    {
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "s", "--k=v")).ExitCode);

        var run = await Host.RunAsync("secret", "delete", "s", "--yes");

        Assert.Equal((0, "Deleted the secret 's' from the workspace scope.\n"), (run.ExitCode, run.Error));
    }
}
