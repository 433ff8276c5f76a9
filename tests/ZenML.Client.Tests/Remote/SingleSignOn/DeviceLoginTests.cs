using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ZenML.Client.Tests.Attacks;
using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Identity;

namespace ZenML.Client.Tests.Remote.SingleSignOn;

/// <summary>Logins of people at an identity provider, in a browser of another machine.</summary>
public sealed class DeviceLoginTests : SingleSignOnTest
{
    private readonly ManualClock clock = new();

    private ServerLogin.SingleSignOn Login => new(Pages.Enqueue);

    [Fact]
    public async Task A_person_logs_in_on_another_machine_with_a_code()
    {
        var connecting = ConnectAsync(Login);
        var page = await ShownAsync();

        await LoopbackBrowser.ApproveDeviceAsync(page.Address, Ada);
        await connecting;

        Assert.EndsWith($"?user_code={page.UserCode}", page.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal((true, false), (page.HasCode, page.IsOpen));
        await using var client = ZenClient.Open(Options);
        Assert.Equal("ada", (await client.Users.GetCurrentAsync(Token)).Name);
        Assert.DoesNotContain(Assert.Single(Provider.Issued), Stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_ignores_the_nonce_is_accepted()
    {
        Provider.ReturnsNonce = false;
        var connecting = ConnectAsync(Login);

        await LoopbackBrowser.ApproveDeviceAsync((await ShownAsync()).Address, Ada);
        await connecting;

        Assert.True(IsStored);
    }

    [Fact]
    public async Task A_person_who_rejects_the_login_there_ends_it()
    {
        var connecting = FailsAsync(Login);

        await LoopbackBrowser.ApproveDeviceAsync((await ShownAsync()).Address, Ada, denies: true);

        Assert.Equal($"The login was rejected on the page of {ProviderName}.", await connecting);
    }

    [Fact]
    public async Task The_provider_is_asked_in_its_interval_and_less_often_if_it_says_so()
    {
        Provider.DeviceInterval = 7;
        Provider.DeviceErrors.Enqueue("authorization_pending");
        Provider.DeviceErrors.Enqueue("slow_down");
        var connecting = ConnectAsync(Login, Options with { Clock = clock });
        var page = await ShownAsync();
        await LoopbackBrowser.ApproveDeviceAsync(page.Address, Ada);

        await AdvanceAsync(7, by: 6);
        Assert.Equal(0, Asked());
        await AdvanceAsync(1, by: 1);
        await AskedAsync(1);
        await AdvanceAsync(7, by: 7);
        await AskedAsync(2);
        await AdvanceAsync(12, by: 11);
        Assert.Equal(2, Asked());
        await AdvanceAsync(1, by: 1);
        await connecting;
    }

    [Fact]
    public async Task A_login_that_nobody_approves_ends_in_time()
    {
        Provider.DeviceInterval = 1;
        var connecting = Assert.ThrowsAsync<ZenException>(() => ConnectAsync(Login, Options with { Clock = clock }));
        var page = await ShownAsync();

        await AdvanceAsync(1, by: (int)page.ExpiresIn.TotalSeconds);

        Assert.EndsWith("zenml connect --sso --no-browser", (await connecting).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_has_expired_at_the_provider_ends_the_login()
    {
        Provider.DeviceErrors.Enqueue("expired_token");

        Assert.Contains("Nobody logged in on the page", await FailsAsync(Login), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_does_not_respond_for_a_moment_is_asked_again_less_often()
    {
        var fails = true;
        Provider.DeviceInterval = 1;
        Provider.Takeover = context =>
        {
            if (context.Request.Path != LoopbackProvider.TokenPath)
            {
                return Task.FromResult(false);
            }

            context.Response.StatusCode = fails ? 502 : 200;
            return Task.FromResult(fails);
        };
        var connecting = ConnectAsync(Login, Options with { Clock = clock });
        await LoopbackBrowser.ApproveDeviceAsync((await ShownAsync()).Address, Ada);
        foreach (var seconds in new[] { 1, 2, 4 })
        {
            await AdvanceAsync(seconds, by: seconds);
        }

        await AskedAsync(3);
        fails = false;
        await AdvanceAsync(8, by: 8);
        await connecting;
    }

    [Fact]
    public async Task A_provider_without_logins_for_devices_leads_to_the_page_of_the_server()
    {
        Provider.OffersDeviceFlow = false;

        Assert.EndsWith("zenml connect --browser", await FailsAsync(Login), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("device_code", null)]
    [InlineData("user_code", "has spaces in it")]
    [InlineData("verification_uri", "http://evil.example.com/")]
    public async Task An_invalid_response_is_an_error(string name, string? value)
    {
        Provider.Takeover = async context =>
        {
            if (context.Request.Path != LoopbackProvider.DeviceAuthorizationPath)
            {
                return false;
            }

            var answer = new JsonObject
            {
                ["device_code"] = "d", ["user_code"] = "u", ["verification_uri"] = $"{Provider.Address}/device", ["expires_in"] = 60,
                [name] = value,
            };
            await context.Response.WriteAsync(answer.ToJsonString());
            return true;
        };

        Assert.Contains($"expected '{name}'", await FailsAsync(Login, ErrorCode.StoreUnavailable), StringComparison.Ordinal);
        Assert.Empty(Pages);
    }

    private Task<string> ConnectAsync(ServerLogin login, ZenClientOptions options) =>
        ZenServer.ConnectAsync(Server.Address, login, options, Token);

    private async Task<SingleSignOnPage> ShownAsync()
    {
        await Patience.UntilAsync(() => Task.FromResult(!Pages.IsEmpty), "the page", Token);
        return Assert.Single(Pages);
    }

    /// <summary>Advances the clock once the client waits for so many seconds.</summary>
    private async Task AdvanceAsync(int awaited, int by)
    {
        await Patience.UntilAsync(
            () => Task.FromResult(clock.IsAwaitedFor(TimeSpan.FromSeconds(awaited))), $"the client to wait for {awaited} seconds", Token);
        clock.Advance(TimeSpan.FromSeconds(by));
    }

    private Task AskedAsync(int times) => Patience.UntilAsync(() => Task.FromResult(Asked() >= times), "the next question", Token);

    private int Asked() => Provider.Requests.Count(path => path == LoopbackProvider.TokenPath);
}
