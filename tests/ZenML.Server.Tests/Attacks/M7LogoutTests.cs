using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

/// <summary>M7, part three: a logout ends a session, wherever its tokens are.</summary>
public sealed class M7LogoutTests
{
    private const string Logout = "/api/v1/logout";

    [Fact]
    public async Task M7_a_logout_revokes_the_token_and_everything_issued_from_it_but_no_other_session()
    {
        await using var server = await RunningServer.StartAsync();
        var (session, other) = (await server.AdminAsync(), await server.AdminAsync());
        var issued = await server.DeriveAsync(session);
        var issuedFromIssued = await server.DeriveAsync(issued, minutes: 10);

        Assert.Equal(200, (await session.GetAsync(Logout)).Status);

        Assert.Equal((401, 401, 401), (await session.StatusAsync(), await issued.StatusAsync(), await issuedFromIssued.StatusAsync()));
        Assert.Equal(200, await other.StatusAsync());
        Assert.Equal(200, await (await server.AdminAsync()).StatusAsync());
        Assert.Equal(200, (await session.GetAsync(Logout)).Status);
        var logouts = (await other.GetAsync("/api/v1/x/audit?action=logout")).Json.GetProperty("items").EnumerateArray();
        Assert.Equal("default", Assert.Single(logouts).GetProperty("user_name").GetString());
    }

    [Fact]
    public async Task M7_a_program_that_logs_out_revokes_only_its_own_token()
    {
        await using var server = await RunningServer.StartAsync();
        var session = await server.AdminAsync();
        var (first, second) = (await server.DeriveAsync(session), await server.DeriveAsync(session));
        var issuedFromFirst = await server.DeriveAsync(first, minutes: 10);

        Assert.Equal(200, (await first.GetAsync(Logout)).Status);

        Assert.Equal((401, 401), (await first.StatusAsync(), await issuedFromFirst.StatusAsync()));
        Assert.Equal((200, 200), (await second.StatusAsync(), await session.StatusAsync()));
    }

    [Fact]
    public async Task M7_a_logout_of_an_API_key_or_a_device_revokes_that_session()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (_, key) = await admin.MakeKeyAsync();
        var (first, second) = (await server.WithKeyAsync(key), await server.WithKeyAsync(key));
        var (device, id) = await server.DeviceAsync(admin);
        var issued = await server.DeriveAsync(device);

        Assert.Equal(200, (await first.GetAsync(Logout)).Status);
        Assert.Equal(200, (await device.GetAsync(Logout)).Status);

        Assert.Equal((401, 200), (await first.StatusAsync(), await second.StatusAsync()));
        Assert.Equal((401, 401), (await device.StatusAsync(), await issued.StatusAsync()));
        Assert.Equal(404, (await admin.GetAsync($"/api/v1/devices/{id}")).Status);
    }

    [Fact]
    public async Task M7_a_logout_applies_to_other_replicas_and_survives_a_restart()
    {
        using var folder = new TemporaryFolder();
        var store = ("ZENML_STORE_URL", $"sqlite:///{folder.File("shared.db")}");
        string session, issued;
        await using (var first = await RunningServer.StartAsync(null, store))
        {
            await using var second = await RunningServer.StartAsync(null, store);
            session = await first.LoginAsync("default", "default-pw", Token);
            issued = (await first.With(session).GetAsync("/api/v1/api_token?expires_minutes=60")).Json.GetString()!;
            Assert.Equal((200, 200), (await second.With(session).StatusAsync(), await second.With(issued).StatusAsync()));

            Assert.Equal(200, (await first.With(session).GetAsync(Logout)).Status);

            Assert.Equal((401, 401), (await second.With(session).StatusAsync(), await second.With(issued).StatusAsync()));
        }

        await using var again = await RunningServer.StartAsync(null, store);
        Assert.Equal((401, 401), (await again.With(session).StatusAsync(), await again.With(issued).StatusAsync()));
    }

    [Fact]
    public async Task M7_a_logout_with_a_cookie_revokes_its_token_unless_another_site_sent_it()
    {
        await using var server = await RunningServer.StartAsync();
        var login = await server.PostLoginAsync(("username", "default"), ("password", "default-pw"));
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        cookie = cookie[..cookie.IndexOf(';', StringComparison.Ordinal)];
        var session = server.With(await TokenOfAsync(login));
        var browser = new ApiClient(server.Client, token: null);

        Assert.Equal(403, (await browser.SendAsync("GET", Logout, headers: [("Cookie", cookie), ("Sec-Fetch-Site", "cross-site")])).Status);
        Assert.Equal(200, await session.StatusAsync());
        var answer = await browser.SendAsync("GET", Logout, headers: [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")]);

        Assert.Equal(200, answer.Status);
        Assert.Contains("max-age=0", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(401, await session.StatusAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-token")]
    public async Task A_logout_without_a_valid_token_succeeds_as_in_ZenML_for_Python(string? token)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await new ApiClient(server.Client, token).GetAsync(Logout);

        Assert.Equal((200, "null"), (answer.Status, answer.Text));
    }
}
