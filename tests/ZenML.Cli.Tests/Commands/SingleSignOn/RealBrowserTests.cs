using ZenML.TestKit.Browsers;

namespace ZenML.Cli.Tests.Commands.SingleSignOn;

/// <summary>Logins of a person with a real browser, on all pages that are part of one.</summary>
public sealed class RealBrowserTests : SingleSignOnCommandTest
{
    [Fact]
    public async Task A_person_logs_in_on_the_page_of_the_provider_and_the_code_does_not_stay_in_the_browser()
    {
        await using var browser = await StartAsync();
        var opened = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.OpenBrowser = opened.TrySetResult;
        var (connecting, error) = Start("connect", Server.Address, "--sso");

        await browser.OpenAsync(await opened.Task, Token);
        await browser.TypeAsync("#username", "ada", Token);
        await browser.TypeAsync("#password", "a wrong password", Token);
        await browser.ClickAsync("#login", Token);
        await browser.WaitForTextAsync("User name or password is wrong.", Token);
        await LogInAtProviderAsync(browser);
        await browser.WaitForTextAsync("You can close this window.", Token);

        Assert.Equal(0, await connecting);
        Assert.Contains("as 'ada'", error.ToString(), StringComparison.Ordinal);
        await browser.WaitForAsync("location.pathname === '/' && location.search === ''", Token);
        await browser.WaitForTextAsync("You are logged in", Token);
    }

    [Fact]
    public async Task A_person_who_cancels_sees_that_the_login_failed()
    {
        await using var browser = await StartAsync();
        var opened = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.OpenBrowser = opened.TrySetResult;
        var (connecting, error) = Start("connect", Server.Address, "--sso");

        await browser.OpenAsync(await opened.Task, Token);
        await browser.ClickAsync("#deny", Token);
        await browser.WaitForTextAsync("The terminal says why.", Token);

        Assert.Equal(1, await connecting);
        Assert.Contains("access_denied: The person cancelled.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_approves_a_machine_on_the_page_of_the_server_after_a_login_at_the_provider()
    {
        Provider.WebRedirects.Add($"{Server.Address}/sso/callback");
        await using var browser = await StartAsync();
        var (connecting, error) = Start("connect", Server.Address, "--browser");

        await browser.OpenAsync(new Uri(await error.FindAsync("(http[^ \n]+/devices/verify[^ \n]+)", Token)), Token);
        await browser.WaitForTextAsync($"Log in with {ProviderName}", Token);
        await browser.ClickAsync("#sso-button", Token);
        await LogInAtProviderAsync(browser);
        await browser.ClickAsync("#approve", Token);
        await browser.WaitForTextAsync("Approved.", Token);

        Assert.Equal(0, await connecting);
        Assert.Contains("as 'ada'", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", (await browser.EvaluateAsync("location.search + document.cookie", Token))?.GetValue<string>());
    }

    private async Task LogInAtProviderAsync(Chromium browser)
    {
        await browser.WaitForTextAsync("Log in to the test provider", Token);
        await browser.TypeAsync("#username", Ada.UserName, Token);
        await browser.TypeAsync("#password", Ada.Password, Token);
        await browser.ClickAsync("#login", Token);
    }

    private static Task<Chromium> StartAsync()
    {
        Assert.SkipUnless(Chromium.IsInstalled || Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, Chromium.Missing);
        return Chromium.StartAsync(Token);
    }
}
