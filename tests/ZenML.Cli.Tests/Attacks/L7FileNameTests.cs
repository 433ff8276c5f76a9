using ZenML.Cli.Output;
using ZenML.TestKit.Upstream;

namespace ZenML.Cli.Tests.Attacks;

/// <summary>Files that are named after names other people chose.</summary>
public sealed class L7FileNameTests
{
    [Theory]
    [InlineData("../up")]
    [InlineData("..")]
    [InlineData(".bashrc")]
    [InlineData("-rf")]
    [InlineData("~")]
    [InlineData("/etc/cron.d/x")]
    [InlineData("C:\\x")]
    [InlineData("x:stream")]
    [InlineData("nul")]
    [InlineData("COM1.x")]
    [InlineData("x\u202elmay")]
    [InlineData("x\ny")]
    [InlineData("x ")]
    [InlineData(" x")]
    [InlineData("x.")]
    [InlineData("a|b")]
    [InlineData("")]
    public void L7_file_names_with_path_parts_or_special_characters_are_rejected(string name) => Assert.False(SafeFileName.IsSafe(name));

    [Theory]
    [InlineData("mlflow_secret")]
    [InlineData("dotted.name")]
    [InlineData("with blank")]
    [InlineData("ünïcødé 🔑")]
    [InlineData("consul")]
    public void L7_ordinary_file_names_are_accepted(string name) => Assert.True(SafeFileName.IsSafe(name));

    [Fact]
    public void L7_file_names_that_are_too_long_are_rejected() => Assert.False(SafeFileName.IsSafe(new string('x', 200)));

    [Fact]
    public async Task L7_an_export_writes_no_file_with_a_malicious_name_from_a_server()
    {
        await using var server = await UpstreamServer.StartAsync();
        using var host = new CliHost();
        host.Variables["ZENML_STORE_PASSWORD"] = UpstreamServer.Password;
        await host.RunAsync("connect", "--url", server.Address, "--username", "default");
        server.AddSecret("mine", "workspace", "default", ("k", "v"));
        server.AddSecret("../../escaped", "workspace", "default", ("k", "v"));

        var refused = await host.RunAsync("secret", "export", "../../escaped");
        var written = await host.RunAsync("secret", "export", "mine");

        Assert.Equal((1, 0), (refused.ExitCode, written.ExitCode));
        Assert.Contains("--filename", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["mine.yaml"], Directory.GetFiles(host.Folder).Select(Path.GetFileName));
    }
}
