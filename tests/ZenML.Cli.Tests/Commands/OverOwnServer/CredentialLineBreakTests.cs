using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

/// <summary>
/// A password is the same whether it comes from a variable or a file, with or without a trailing line break.
/// </summary>
public sealed class CredentialLineBreakTests : CommandTest
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Theory]
    [InlineData("variable\n", "variable")]
    [InlineData("variable\r\n", "file\n")]
    [InlineData("variable", "file\r\n\n")]
    [InlineData("file\n", "variable\n")]
    [InlineData("file", "variable\r\n")]
    public async Task A_password_set_with_a_trailing_line_break_works_without_it_and_the_other_way_round(string setBy, string usedBy)
    {
        var created = await RunAsync("ZENML_NEW_PASSWORD", "--password", setBy, "user", "create", "ada");
        Assert.True(created.ExitCode == 0, created.Error);

        var connected = await RunAsync(
            "ZENML_STORE_PASSWORD", "--password", usedBy, "connect", "--url", Server!.Address, "--username", "ada");

        Assert.True(connected.ExitCode == 0, connected.Error);
    }

    private async Task<CliRun> RunAsync(string variable, string option, string way, params string[] arguments)
    {
        var end = way[way.TrimEnd('\r', '\n').Length..];
        var password = "the password" + end;
        if (way.StartsWith("variable", StringComparison.Ordinal))
        {
            Host.Variables[variable] = password;
            var run = await Host.RunAsync(arguments);
            Host.Variables.Clear();
            return run;
        }

        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "p.txt"), password, TestContext.Current.CancellationToken);
        return await Host.RunAsync([.. arguments, option, "@p.txt"]);
    }
}
