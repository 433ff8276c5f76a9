using ZenML.Cli.Commands.Server;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Commands.SingleSignOn;

/// <summary>How a browser is found and started.</summary>
public sealed class BrowserProgramTests : IDisposable
{
    private static readonly Uri Page = new("https://id.example.com/authorize?a=1&b=$(touch%20x)'%22;");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("{0}", "https://id.example.com/authorize?a=1&b=$(touch%20x)'%22;")]
    [InlineData("{0} --new-window", "--new-window https://id.example.com/authorize?a=1&b=$(touch%20x)'%22;")]
    [InlineData("{0} [%s]", "[https://id.example.com/authorize?a=1&b=$(touch%20x)'%22;]")]
    [InlineData("{0}:other", "https://id.example.com/authorize?a=1&b=$(touch%20x)'%22;")]
    public async Task The_program_in_BROWSER_gets_the_page_as_it_is_and_no_settings_of_ours(string browser, string arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The browser is a shell script.");
        var (program, seen) = (folder.File("browser"), folder.File("seen"));
        await File.WriteAllTextAsync(
            program, $"#!/bin/sh\n{{ echo \"$*\"; env | grep -c ^ZENML_; }} > '{seen}.new'\nmv '{seen}.new' '{seen}'\n",
            TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var open = BrowserProgram.Find(name => name == "BROWSER" ? string.Format(null, browser, program) : null);

        Assert.True(open!(Page));
        await Patience.UntilAsync(() => Task.FromResult(File.Exists(seen)), "the browser", TestContext.Current.CancellationToken);
        Assert.Equal($"{arguments}\n0\n", await File.ReadAllTextAsync(seen, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_program_that_does_not_exist_is_reported()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The variable is one of Unix.");

        Assert.False(BrowserProgram.Find(name => name == "BROWSER" ? folder.File("none") : null)!(Page));
    }

    [Fact]
    public void A_machine_without_a_desktop_has_no_browser()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have one.");

        Assert.Null(BrowserProgram.Find(_ => null));
        Assert.NotNull(BrowserProgram.Find(name => name == "DISPLAY" ? ":0" : null));
    }
}
