using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class AuditCommandOverUpstreamServerTests : CommandTest
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Theory]
    [InlineData("audit verify")]
    [InlineData("audit export -")]
    [InlineData("audit show 019ad6f4-21b0-7c1e-9c55-2f9d8f3a7b10")]
    public async Task A_server_of_ZenML_has_no_audit_log_and_the_error_says_so(string command)
    {
        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ZenML's own", run.Error, StringComparison.Ordinal);
    }
}
