using System.Text.Json.Nodes;
using ZenML.Server.SingleSignOn;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit.Identity;

namespace ZenML.Server.Tests.SingleSignOn;

/// <summary>A server and the identity provider that its people log in with. The provider knows Ada.</summary>
internal sealed class SsoWorld : IAsyncDisposable
{
    public const string Grant = "urn:ietf:params:oauth:grant-type:token-exchange";

    public const string IdToken = "urn:ietf:params:oauth:token-type:id_token";

    private readonly bool ownsProvider;

    private SsoWorld(RunningServer server, LoopbackProvider provider, ApiClient admin, SettableClock clock, bool ownsProvider)
    {
        Server = server;
        Provider = provider;
        Admin = admin;
        Clock = clock;
        this.ownsProvider = ownsProvider;
    }

    public static LoopbackPerson Ada { get; } = new("00u-ada", "ada") { Email = "ada@example.com", IsEmailVerified = true };

    public RunningServer Server { get; }

    public LoopbackProvider Provider { get; }

    public ApiClient Admin { get; }

    public SettableClock Clock { get; }

    public static async Task<SsoWorld> StartAsync(params (string Name, string Value)[] settings)
    {
        var clock = new SettableClock();
        var provider = await LoopbackProvider.StartAsync(clock);
        provider.Add(Ada);
        var server = await RunningServer.StartAsync(clock, [.. SettingsOf(provider), .. settings]);
        return new SsoWorld(server, provider, await server.AdminAsync(), clock, ownsProvider: true);
    }

    /// <summary>A second server over the same store.</summary>
    public async Task<SsoWorld> ReplicateAsync(params (string Name, string Value)[] settings)
    {
        var store = ("ZENML_STORE_URL", $"sqlite:///{Server.DatabasePath}");
        var server = await RunningServer.StartAsync(Clock, [.. SettingsOf(Provider), store, .. settings]);
        return new SsoWorld(server, Provider, Admin, Clock, ownsProvider: false);
    }

    /// <summary>Begins a login.</summary>
    public async Task<string> NonceAsync()
    {
        var answer = await Nobody.PostAsync("/api/v1/x/sso/start", "{}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json.GetProperty("nonce").GetString()!;
    }

    /// <summary>What the provider issues for a login that was just begun.</summary>
    public async Task<string> TokenAsync(LoopbackPerson person) => Provider.IssueIdToken(person, await NonceAsync());

    /// <summary>Sends an ID token.</summary>
    public async Task<ApiAnswer> SendAsync(string token, params (string Name, string Value)[] more)
    {
        using var answer = await Server.PostLoginAsync(
            [("grant_type", Grant), ("subject_token", token), ("subject_token_type", IdToken), .. more]);
        return new ApiAnswer(
            (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(AccountsFixture.Token), answer.Headers,
            answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Logs a person in.</summary>
    public async Task<ApiClient> LogInAsync(LoopbackPerson person)
    {
        var answer = await SendAsync(await TokenAsync(person));
        Assert.True(answer.Status == 200, answer.Text);
        return await Server.With(answer.Json.GetProperty("access_token").GetString()!).IdentifyAsync();
    }

    /// <summary>Tries to log a person in, and returns why that is refused.</summary>
    public async Task<string> RefusalAsync(LoopbackPerson person) => ReasonOf(await SendAsync(await TokenAsync(person)));

    /// <summary>Why a token is refused.</summary>
    public static string ReasonOf(ApiAnswer answer)
    {
        Assert.True(answer.Status == 400, $"{answer.Status} {answer.Text}");
        Assert.Equal("invalid_grant", answer.Json.GetProperty("error").GetString());
        return answer.Json.GetProperty("error_description").GetString()!;
    }

    /// <summary>Creates an account with a password.</summary>
    public async Task CreateAsync(string name, bool isAdmin = false) => await Admin.CreateAsync(
        "/api/v1/users",
        new JsonObject { ["name"] = name, ["password"] = $"{name}-password", ["is_admin"] = isAdmin }.ToJsonString());

    /// <summary>Links an account to a person, as the administrator.</summary>
    public Task<ApiAnswer> LinkAsync(string name, string subject) =>
        Admin.PutAsync($"/api/v1/x/users/{name}/sso", new JsonObject { ["subject"] = subject }.ToJsonString());

    /// <summary>The names of the groups of an account.</summary>
    public async Task<IReadOnlyList<string>> GroupsAsync(string account)
    {
        var answer = await Admin.GetAsync($"/api/v1/x/access?holder={account}");
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("name").GetString()!)];
    }

    /// <summary>Creates groups.</summary>
    public async Task<IReadOnlyList<Guid>> AddGroupsAsync(params string[] names)
    {
        var ids = new List<Guid>();
        foreach (var name in names)
        {
            ids.Add((await Admin.CreateAsync("/api/v1/x/groups", new JsonObject { ["name"] = name }.ToJsonString())).Id);
        }

        return ids;
    }

    /// <summary>The names of resources in the audit, the latest first.</summary>
    public async Task<IReadOnlyList<string?>> AuditAsync(string query) =>
    [
        .. (await Admin.GetAsync($"/api/v1/x/audit?{query}&sort_by=desc:created")).Json.GetProperty("items").EnumerateArray()
            .Select(record => record.GetProperty("resource_name").GetString()),
    ];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        if (ownsProvider)
        {
            await Provider.DisposeAsync();
        }
    }

    private ApiClient Nobody => new(Server.Client, token: null);

    private static (string Name, string Value)[] SettingsOf(LoopbackProvider provider) =>
    [
        (SingleSignOnSettings.Issuer, provider.Address), (SingleSignOnSettings.ClientId, provider.ClientId),
        (SingleSignOnSettings.Name, "Loopback"),
    ];
}
