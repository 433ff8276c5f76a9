using System.Globalization;
using ZenML.Server.Devices;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

/// <summary>L3: a link to the page that approves devices can come from somebody else.</summary>
public sealed class L3DevicesTests
{
    [Fact]
    public async Task L3_the_approval_page_shows_which_machine_asked_and_from_where_and_when()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var before = clock.GetUtcNow();
        var device = await server.AskAsync(host: "attackers-box");

        var body = (await admin.GetAsync($"/api/v1/devices/{device.Id}?user_code={device.UserCode}")).Json.GetProperty("body");
        var address = new Uri($"/devices/verify?device_id={device.Id}&user_code={device.UserCode}", UriKind.Relative);
        using var page = await server.Client.GetAsync(address, Token);
        using var script = await server.Client.GetAsync(new Uri("/devices/verify.js", UriKind.Relative), Token);

        Assert.Equal(
            ("attackers-box", "127.0.0.1", "Linux"),
            (body.GetProperty("hostname").GetString(), body.GetProperty("ip_address").GetString(), body.GetProperty("os").GetString()));
        Assert.True(DateTimeOffset.Parse(body.GetProperty("created").GetString() + "Z", CultureInfo.InvariantCulture) > before);
        var (html, code) = (await page.Content.ReadAsStringAsync(Token), await script.Content.ReadAsStringAsync(Token));
        Assert.All(["host", "address", "os", "asked", "code", "account"], id =>
        {
            Assert.Contains($"id=\"{id}\"", html, StringComparison.Ordinal);
            Assert.Contains($"show(\"{id}\"", code, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("innerHTML", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("caf\u00e9", "caf?")]
    [InlineData("txt.\u202egpj", "txt.?gpj")]
    [InlineData("a\u0007\u001b[2Jb", "a??[2Jb")]
    [InlineData("laptop-3.local", "laptop-3.local")]
    public void L3_text_that_a_device_sends_about_itself_cannot_hide_or_reverse_other_text(string host, string shown) =>
        Assert.Equal(shown, DeviceWire.Describe($"Host/{host} ZenML/0.58.0", address: null).HostName);

    [Fact]
    public async Task L3_a_device_expires_after_ninety_days()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var (device, id) = await server.DeviceAsync(await server.AdminAsync());

        clock.MoveTo(clock.GetUtcNow().AddDays(89));
        Assert.Equal(200, await device.StatusAsync());
        var expires = (await device.GetAsync($"/api/v1/devices/{id}")).Json.GetProperty("body").GetProperty("expires").GetString();
        clock.MoveTo(clock.GetUtcNow().AddDays(1.1));

        Assert.NotNull(expires);
        Assert.Equal(401, await device.StatusAsync());
        await server.AskAsync();
        Assert.Equal(0, (await (await server.AdminAsync()).GetAsync("/api/v1/devices")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task L3_a_device_that_its_owner_revokes_loses_all_its_tokens_and_nobody_else_can_revoke_it()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var (device, id) = await server.DeviceAsync(bob);
        var issued = await server.DeriveAsync(device);

        Assert.Equal(404, (await admin.DeleteAsync($"/api/v1/devices/{id}")).Status);
        Assert.Equal((200, 200), (await device.StatusAsync(), await issued.StatusAsync()));
        Assert.Equal(200, (await bob.DeleteAsync($"/api/v1/devices/{id}")).Status);

        Assert.Equal((401, 401), (await device.StatusAsync(), await issued.StatusAsync()));
    }
}
