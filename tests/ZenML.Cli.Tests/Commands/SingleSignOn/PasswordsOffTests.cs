using ZenML.TestKit.Identity;

namespace ZenML.Cli.Tests.Commands.SingleSignOn;

/// <summary><c>zenml connect</c> with a server at which only administrators can use a password.</summary>
public sealed class PasswordsOffTests : SingleSignOnCommandTest
{
    private protected override IEnumerable<(string Name, string Value)> Settings =>
        [("ZENML_SERVER_SSO_ACCOUNTS", "create"), ("ZENML_SERVER_PASSWORD_LOGIN", "administrators")];

    [Fact]
    public async Task Connect_without_options_logs_in_at_the_identity_provider()
    {
        BrowseAs(Ada);

        var run = await SucceedAsync("connect", Server.Address);

        Assert.StartsWith($"Log in at {ProviderName} in your browser.", run.Error, StringComparison.Ordinal);
        Assert.Contains("as 'ada'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_without_options_can_be_told_to_open_no_browser()
    {
        Host.OpenBrowser = _ => throw new InvalidOperationException("The browser was opened.");

        var (connecting, error) = Start("connect", Server.Address, "--no-browser");
        var page = await error.FindAsync("log in at Acme ID: (http[^ \n]+)", Token);
        await LoopbackBrowser.ApproveDeviceAsync(new Uri(page), Ada);

        Assert.Equal(0, await connecting);
    }

    [Fact]
    public async Task Administrators_get_in_with_a_password() => await ConnectAsAdministratorAsync();
}
