using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

/// <summary>ZenML's own server does not store which keys of a secret are not secret.</summary>
public sealed class PlainKeysOverUpstreamServerTests : CommandTest
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Theory]
    [InlineData("secret create t --k=v --plain k")]
    [InlineData("secret update s --plain k")]
    [InlineData("secret update s --k=w --no-plain k")]
    [InlineData("secret set s --k=w --plain k")]
    public async Task Marks_are_refused_with_a_message_that_says_so(string command)
    {
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "s", "--k=v")).ExitCode);

        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not store which keys of a secret are not secret. Nothing was changed.", run.Error, StringComparison.Ordinal);
        Assert.Equal("v", (await Host.RunAsync("secret", "get", "s", "k")).Out);
    }
}
