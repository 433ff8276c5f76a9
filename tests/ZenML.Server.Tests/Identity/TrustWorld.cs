using System.Text.Json;
using System.Text.Json.Nodes;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit.Identity;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Identity;

/// <summary>A server, an issuer, and the service account "ci" that trusts workflows of "acme" for the audience "zenml".</summary>
internal sealed class TrustWorld : IAsyncDisposable
{
    public const string Audience = "zenml";

    public const string Subject = "repo:acme/app:ref:refs/heads/main";

    public const string Grant = "urn:ietf:params:oauth:grant-type:token-exchange";

    public const string Jwt = "urn:ietf:params:oauth:token-type:jwt";

    private TrustWorld(RunningServer server, LoopbackIssuer issuer, ApiClient admin, SettableClock clock)
    {
        Server = server;
        Issuer = issuer;
        Admin = admin;
        Clock = clock;
    }

    public RunningServer Server { get; }

    public LoopbackIssuer Issuer { get; }

    public ApiClient Admin { get; }

    public SettableClock Clock { get; }

    /// <summary>The id of the service account.</summary>
    public Guid Account { get; private set; }

    /// <summary>The path of its trusts.</summary>
    public string Trusts => $"/api/v1/x/service_accounts/{Account}/trusts";

    public static async Task<TrustWorld> StartAsync(params (string Name, JsonNode Value)[] trust)
    {
        var clock = new SettableClock();
        var issuer = await LoopbackIssuer.StartAsync(clock);
        var server = await RunningServer.StartAsync(clock);
        var world = new TrustWorld(server, issuer, await server.AdminAsync(), clock);
        world.Account = (await world.Admin.CreateAsync("/api/v1/service_accounts", """{"name": "ci", "active": true}""")).Id;
        await world.TrustAsync("github", trust);
        return world;
    }

    /// <summary>Adds a trust to the account, with other fields than usual.</summary>
    public async Task<ApiAnswer> TrustAsync(string name, params (string Name, JsonNode Value)[] changed)
    {
        var body = Body(name);
        foreach (var (field, value) in changed)
        {
            body[field] = value;
        }

        return await Admin.CreateAsync(Trusts, body.ToJsonString());
    }

    /// <summary>The fields of a trust.</summary>
    public JsonObject Body(string name) => new()
    {
        ["name"] = name, ["issuer"] = Issuer.Address, ["subject"] = "repo:acme/*", ["audience"] = Audience,
    };

    /// <summary>A token that the trust accepts, unless it is changed.</summary>
    public string Token(Action<JsonObject>? change = null) => Issuer.Sign(Subject, Audience, change);

    /// <summary>Exchanges a token.</summary>
    public async Task<ApiAnswer> ExchangeAsync(string token, params (string Name, string Value)[] more)
    {
        using var answer = await Server.PostLoginAsync(
            [("grant_type", Grant), ("subject_token", token), ("subject_token_type", Jwt), .. more]);
        return new ApiAnswer(
            (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(AccountsFixture.Token), answer.Headers,
            answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Exchanges a token and uses what it is exchanged for.</summary>
    public async Task<ApiClient> LogInAsync(string? token = null)
    {
        var answer = await ExchangeAsync(token ?? Token());
        Assert.True(answer.Status == 200, answer.Text);
        return Server.With(answer.Json.GetProperty("access_token").GetString()!);
    }

    /// <summary>Which rules of the trust a token does not meet, as an administrator sees them.</summary>
    public async Task<IReadOnlyList<string>> TestAsync(string token)
    {
        var answer = await Admin.PostAsync(
            $"/api/v1/x/service_accounts/{Account}/trust-test", new JsonObject { ["token"] = token }.ToJsonString());
        Assert.True(answer.Status == 200, answer.Text);
        Assert.DoesNotContain(token, answer.Text, StringComparison.Ordinal);
        return
        [
            .. answer.Json[0].GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("rule").GetString()!),
        ];
    }

    /// <summary>The records of logins, the latest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> LoginsAsync(string outcome) =>
    [
        .. (await Admin.GetAsync($"/api/v1/x/audit?action=login&resource_type=trust&outcome={outcome}&sort_by=desc:created"))
            .Json.GetProperty("items").EnumerateArray(),
    ];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
