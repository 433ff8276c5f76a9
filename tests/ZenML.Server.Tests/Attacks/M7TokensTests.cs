using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

/// <summary>M7, part two: the lifetime of tokens.</summary>
public sealed class M7TokensTests
{
    private const int Day = 24 * 60;

    [Theory]
    [InlineData(7 * Day)]
    [InlineData(10 * 365 * Day)]
    public async Task M7_a_token_from_api_token_is_valid_for_at_most_seven_days_whatever_expiry_was_requested(int minutes)
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var (_, key) = await (await server.AdminAsync()).MakeKeyAsync();
        var program = await server.DeriveAsync(await server.WithKeyAsync(key), minutes);

        clock.MoveTo(clock.GetUtcNow().AddDays(6.9));
        Assert.Equal(200, await program.StatusAsync());
        clock.MoveTo(clock.GetUtcNow().AddDays(0.2));

        Assert.Equal(401, await program.StatusAsync());
    }

    [Fact]
    public async Task M7_a_token_from_api_token_cannot_get_one_that_lasts_longer_than_itself()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var (_, key) = await (await server.AdminAsync()).MakeKeyAsync();
        var program = await server.DeriveAsync(await server.WithKeyAsync(key), minutes: 2 * Day);
        clock.MoveTo(clock.GetUtcNow().AddDays(1));
        var longer = await server.DeriveAsync(program, minutes: 7 * Day);

        Assert.Equal(200, await longer.StatusAsync());
        clock.MoveTo(clock.GetUtcNow().AddDays(1.1));

        Assert.Equal(401, await longer.StatusAsync());
    }

    [Fact]
    public async Task M7_lowering_the_token_lifetime_also_applies_to_tokens_issued_before()
    {
        var clock = new SettableClock();
        using var folder = new TemporaryFolder();
        var store = ("ZENML_STORE_URL", $"sqlite:///{folder.File("shared.db")}");
        string session, issued, device;
        await using (var server = await RunningServer.StartAsync(clock, store))
        {
            session = await server.LoginAsync("default", "default-pw", Token);
            var admin = server.With(session);
            issued = (await admin.GetAsync($"/api/v1/api_token?expires_minutes={7 * Day}")).Json.GetString()!;
            var asking = await server.AskAsync();
            await asking.ApproveAsync(admin);
            device = await TokenOfAsync(await asking.PollAsync());
        }

        clock.MoveTo(clock.GetUtcNow().AddMinutes(61));
        await using (var same = await RunningServer.StartAsync(clock, store))
        {
            Assert.All([session, issued, device], token => Assert.Equal(200, same.With(token).StatusAsync().Result));
        }

        await using var stricter = await RunningServer.StartAsync(
            clock, store, ("ZENML_SERVER_JWT_TOKEN_EXPIRE_MINUTES", "60"),
            ("ZENML_SERVER_API_TOKEN_MAX_MINUTES", "60"), ("ZENML_SERVER_DEVICE_EXPIRATION_MINUTES", "60"));
        Assert.All([session, issued, device], token => Assert.Equal(401, stricter.With(token).StatusAsync().Result));
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 401)]
    public async Task M7_a_token_without_a_session_as_issued_by_earlier_versions_is_rejected(bool namesSession, int status)
    {
        const string secret = "a signing key that both the server and this test know";
        await using var server = await RunningServer.StartAsync(null, ("ZENML_SERVER_JWT_SECRET_KEY", secret));
        var admin = await server.AdminAsync();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var id = (await admin.GetAsync("/api/v1/info")).Json.GetProperty("id").GetGuid().ToString("D");
        var claims = new Dictionary<string, object>
        {
            ["sub"] = admin.User.ToString("D"), ["iss"] = id, ["aud"] = id, ["iat"] = now, ["exp"] = now + 3600,
            ["generation"] = await GenerationAsync(server),
        };
        if (namesSession)
        {
            claims["sid"] = Guid.NewGuid().ToString("D");
        }

        var bytes = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "zenml-dotnet 1 access tokens"u8.ToArray());
        var key = new SigningCredentials(new SymmetricSecurityKey(bytes), SecurityAlgorithms.HmacSha256);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor { Claims = claims, SigningCredentials = key });

        Assert.Equal(status, await server.With(token).StatusAsync());
    }

    [Fact]
    public async Task A_pipeline_that_an_API_key_runs_for_days_keeps_its_token_after_the_login_has_expired()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var (_, key) = await (await server.AdminAsync()).MakeKeyAsync();
        var account = await server.WithKeyAsync(key);
        clock.MoveTo(clock.GetUtcNow().AddHours(23));
        var issued = await account.GetAsync($"/api/v1/api_token?pipeline_id={Guid.NewGuid()}&expires_minutes={5 * Day}");
        var program = server.With(issued.Json.GetString()!);

        clock.MoveTo(clock.GetUtcNow().AddDays(4));

        Assert.Equal((401, 200), (await account.StatusAsync(), await program.StatusAsync()));
    }

    [Fact]
    public async Task M7_a_token_from_api_token_does_not_outlive_the_login_of_a_person_that_merely_expires()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        clock.MoveTo(clock.GetUtcNow().AddHours(20));
        var program = await server.DeriveAsync(admin, minutes: 5 * Day);

        clock.MoveTo(clock.GetUtcNow().AddHours(3.9));
        Assert.Equal((200, 200), (await admin.StatusAsync(), await program.StatusAsync()));
        clock.MoveTo(clock.GetUtcNow().AddHours(0.2));

        Assert.Equal((401, 401), (await admin.StatusAsync(), await program.StatusAsync()));
    }

    [Fact]
    public async Task M7_a_token_from_api_token_ends_when_the_device_that_it_comes_from_expires()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock, ("ZENML_SERVER_DEVICE_EXPIRATION_MINUTES", "120"));
        var (device, _) = await server.DeviceAsync(await server.AdminAsync());
        var program = await server.DeriveAsync(device, minutes: 5 * Day);

        clock.MoveTo(clock.GetUtcNow().AddMinutes(119));
        Assert.Equal(200, await program.StatusAsync());
        clock.MoveTo(clock.GetUtcNow().AddMinutes(2));

        Assert.Equal(401, await program.StatusAsync());
    }

    [Theory]
    [InlineData("password")]
    [InlineData("deactivation")]
    [InlineData("reset")]
    public async Task M7_an_approved_device_gets_no_token_once_the_session_that_approved_it_has_ended(string end)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var device = await server.AskAsync();
        Assert.Equal(200, (await device.ApproveAsync(bob)).Status);

        if (end == "password")
        {
            Assert.Equal(
                200,
                (await bob.PutAsync("/api/v1/current-user", """{"password": "new-password", "old_password": "bob-password"}""")).Status);
        }
        else if (end == "deactivation")
        {
            Assert.Equal(200, (await admin.PutAsync("/api/v1/users/bob", """{"active": false}""")).Status);
            Assert.Equal(200, (await admin.PutAsync("/api/v1/users/bob", """{"active": true}""")).Status);
        }
        else
        {
            var token = (await admin.PutAsync("/api/v1/users/bob/deactivate"))
                .Json.GetProperty("body").GetProperty("activation_token").GetString();
            var nobody = new ApiClient(server.Client, token: null);
            var body = $$"""{"activation_token": "{{token}}", "password": "new-password"}""";
            Assert.Equal(200, (await nobody.PutAsync("/api/v1/users/bob/activate", body)).Status);
        }

        Assert.Equal(400, (int)(await device.PollAsync()).StatusCode);
    }

    [Fact]
    public async Task Authentication_takes_one_SQL_statement_for_every_kind_of_token()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (_, key) = await admin.MakeKeyAsync();
        var account = await server.WithKeyAsync(key);
        var (device, _) = await server.DeviceAsync(admin);
        ApiClient[] sessions = [admin, account, device];
        var issued = await Task.WhenAll(sessions.Select(session => server.DeriveAsync(session)));
        foreach (var client in sessions.Concat(issued))
        {
            // Other tests in this process also run statements.
            var trace = ActivityTraceId.CreateRandom();
            using var recorded = new RecordedActivities();
            var parent = ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
            Assert.Equal(200, (await client.SendAsync("GET", "/api/v1/component-types", null, null, parent)).Status);
            Assert.Single(recorded.All, activity => activity.OperationName == "statement" && activity.TraceId == trace);
        }
    }

    private static async Task<long> GenerationAsync(RunningServer server)
    {
        var payload = new JsonWebToken(await server.LoginAsync("default", "default-pw", Token));
        return payload.GetPayloadValue<long>("generation");
    }
}
