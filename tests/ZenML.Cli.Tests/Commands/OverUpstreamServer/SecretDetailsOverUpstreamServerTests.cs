using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

/// <summary>ZenML's own server keeps no descriptions, tags or expiry of secrets.</summary>
public sealed class SecretDetailsOverUpstreamServerTests : CommandTest
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Theory]
    [InlineData("secret create t --k=v --tag team=ml")]
    [InlineData("secret update s --description text")]
    [InlineData("secret update s --expires 90d --k=w")]
    [InlineData("secret set s --k=w --tag team=ml")]
    [InlineData("secret list --tag team=ml")]
    public async Task Details_are_refused_with_a_message_that_says_so(string command)
    {
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "s", "--k=v")).ExitCode);

        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("keeps no descriptions, tags or expiry of secrets.", run.Error, StringComparison.Ordinal);
        Assert.Equal("v", (await Host.RunAsync("secret", "get", "s", "k")).Out);
    }
}
