using System.Text.Json.Nodes;
using ZenML.TestKit.Identity;
using ZenML.TestKit.Upstream;

namespace ZenML.Cli.Tests.Commands.SingleSignOn;

/// <summary><c>zenml connect --sso</c>, and commands that show or change who can use it.</summary>
public sealed class SingleSignOnCommandTests : SingleSignOnCommandTest
{
    [Fact]
    public async Task A_person_logs_in_in_their_browser_and_every_report_says_how()
    {
        BrowseAs(Ada);

        var run = await SucceedAsync("connect", Server.Address, "--sso");
        var status = await SucceedAsync("status");
        var doctor = await Host.RunAsync("doctor");
        var me = await SucceedAsync("whoami");

        Assert.StartsWith(
            $"Log in at {ProviderName} in your browser. If it shows no page, open this one on this machine: {Provider.Address}/authorize?",
            run.Error, StringComparison.Ordinal);
        Assert.Contains("Waiting for 5 minutes ...\n", run.Error, StringComparison.Ordinal);
        Assert.Contains($"Connected to {Server.Address} as 'ada'.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains($"single sign-on with {ProviderName}", status.Out, StringComparison.Ordinal);
        Assert.Contains($"You are logged in as 'ada' (single sign-on with {ProviderName}).", doctor.Out, StringComparison.Ordinal);
        Assert.Contains($"single sign-on with {ProviderName}", me.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_cannot_be_started_leaves_a_page_to_open()
    {
        Host.OpenBrowser = page =>
        {
            _ = LoopbackBrowser.LogInAndReturnAsync(page, Ada);
            return false;
        };

        var run = await SucceedAsync("connect", Server.Address, "--sso");

        Assert.StartsWith(
            $"Open this page in a browser on this machine, and log in at {ProviderName}: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_browser_the_person_logs_in_on_another_machine(bool hasBrowser)
    {
        List<string> arguments = ["connect", Server.Address, "--sso"];
        if (hasBrowser)
        {
            arguments.Add("--no-browser");
            Host.OpenBrowser = _ => throw new InvalidOperationException("The browser was opened.");
        }

        var (connecting, error) = Start([.. arguments]);
        var page = await error.FindAsync("on this machine or another, and log in at Acme ID: (http[^ \n]+)", Token);
        await LoopbackBrowser.ApproveDeviceAsync(new Uri(page), Ada);

        Assert.Equal(0, await connecting);
        Assert.Contains($"Check that the page shows the code {page.Split("user_code=")[1]}.\n", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("as 'ada'", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_browser_and_logins_for_devices_the_page_of_the_server_is_used()
    {
        Provider.OffersDeviceFlow = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var error = new ObservedWriter();
        var connecting = ZenApplication.RunAsync(
            ["connect", Server.Address, "--sso"], Host.Environment(TextWriter.Null, error, new FakeTerminal()), stop.Token);

        await error.FindAsync($"{Server.Address}/devices/verify(.)", Token);
        await stop.CancelAsync();

        Assert.Equal(130, await connecting);
        Assert.StartsWith($"{ProviderName} has no login for machines without a browser.", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sso", "--username", "ada")]
    [InlineData("--sso", "--api-key", "@-")]
    [InlineData("--sso", "--password", "@-")]
    [InlineData("--sso", "--browser")]
    [InlineData("--no-browser", "--browser")]
    [InlineData("--no-browser", "--username", "ada")]
    public async Task Logins_cannot_be_combined(params string[] arguments) =>
        Assert.Equal(2, (await Host.RunAsync(["connect", Server.Address, .. arguments])).ExitCode);

    [Fact]
    public async Task A_server_of_ZenML_is_told_apart_from_one_without_an_identity_provider()
    {
        await using var upstream = await UpstreamServer.StartAsync();

        var run = await Host.RunAsync("connect", upstream.Address, "--sso");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"Error: The server {upstream.Address} is ZenML's own, which has no single sign-on. Log in without --sso.\n", run.Error);
    }

    [Fact]
    public async Task An_administrator_links_an_account_and_ends_that()
    {
        await ConnectAsAdministratorAsync();
        await Host.RunAsync(new FakeTerminal("a good password", "a good password"), "user", "create", "grace");

        var linked = await SucceedAsync("user", "update", "grace", "--sso-subject", "00u2");
        var shown = await SucceedAsync("user", "describe", "grace");
        var document = JsonNode.Parse((await SucceedAsync("user", "describe", "grace", "--output", "json")).Out)!;
        var taken = await Host.RunAsync("user", "update", "default", "--sso-subject", "00u2");
        var ended = await SucceedAsync("user", "update", "grace", "--no-sso");

        Assert.StartsWith(
            $"The person '00u2' at {Provider.Address} can now log in as the user 'grace'.\n", linked.Error, StringComparison.Ordinal);
        Assert.EndsWith("zenml user release-secrets grace\n", linked.Error, StringComparison.Ordinal);
        Assert.Contains($"00u2 at {Provider.Address}", shown.Out, StringComparison.Ordinal);
        Assert.Equal(
            ("00u2", "default"), (document["sso"]!["subject"]!.GetValue<string>(), document["sso"]!["linked_by"]!.GetValue<string>()));
        Assert.Equal(1, taken.ExitCode);
        Assert.Contains("zenml user update grace --no-sso", taken.Error, StringComparison.Ordinal);
        Assert.Contains("'grace' can no longer log in with single sign-on", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("00u2", (await SucceedAsync("user", "describe", "grace")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sso-subject", "s", "--no-sso")]
    [InlineData("--sso-subject", "s", "--admin")]
    [InlineData("--no-sso", "--full-name", "Ada")]
    public async Task A_link_is_changed_alone(params string[] arguments)
    {
        await ConnectAsAdministratorAsync();

        Assert.Equal(2, (await Host.RunAsync(["user", "update", "default", .. arguments])).ExitCode);
    }

    [Fact]
    public async Task A_person_whose_account_is_linked_sees_that_and_cannot_change_it()
    {
        BrowseAs(Ada);
        await SucceedAsync("connect", Server.Address, "--sso");

        var shown = await SucceedAsync("user", "describe");
        var changed = await Host.RunAsync("user", "update", "ada", "--sso-subject", "00u9");

        Assert.Contains("00u1 at", shown.Out, StringComparison.Ordinal);
        Assert.Contains("the first login", shown.Out, StringComparison.Ordinal);
        Assert.Equal(1, changed.ExitCode);
    }
}
