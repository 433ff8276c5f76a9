using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

/// <summary><c>zenml doctor</c> and <c>zenml backup</c> while a server is in use.</summary>
public sealed class DoctorOverOwnServerTests : CommandTest
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task Doctor_checks_the_server_its_version_the_login_and_its_clock()
    {
        var run = await Host.RunAsync("doctor");

        Assert.True(run.ExitCode == 0, run.Out + run.Error);
        Assert.Matches("ok +│ server +│ .* answers", run.Out);
        Assert.Matches("ok +│ version +│ .*the server fits", run.Out);
        Assert.Matches($"ok +│ login +│ You are logged in as '{TestAccounts.Administrator}'", run.Out);
        Assert.Matches("ok +│ server clock ", run.Out);
        Assert.Matches("ok +│ workspace +│ 'default' is active", run.Out);
        Assert.Matches("ok +│ stack +│ 'default' is active", run.Out);
    }

    [Fact]
    public async Task Doctor_says_so_if_the_login_no_longer_works()
    {
        var credentials = Path.Combine(Host.ConfigPath, "zenml-dotnet.credentials.json");
        File.Delete(credentials);

        var run = await Host.RunAsync("doctor");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("error +│ login .*zenml connect", run.Out);
    }

    [Fact]
    public async Task Backup_says_where_the_store_of_a_server_is_backed_up()
    {
        var run = await Host.RunAsync("backup", "store.zenml-backup");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("run 'zenml backup' on the machine of the server", run.Error, StringComparison.Ordinal);
    }
}
