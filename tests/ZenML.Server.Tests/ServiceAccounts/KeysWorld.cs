using System.Text.Json;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.ServiceAccounts;

/// <summary>Shortcuts for tests of API keys that are narrower than their account.</summary>
internal static class KeysWorld
{
    /// <summary>The server's settings behind a proxy on this machine, so that a test chooses the address of a client.</summary>
    public static (string Name, string Value) BehindProxy { get; } = ("ZENML_SERVER_TRUSTED_PROXIES", "127.0.0.1,::1");

    /// <summary>Creates a service account.</summary>
    /// <returns>The path of its keys with limits.</returns>
    public static async Task<string> MakeAccountAsync(this ApiClient admin, string account = "ci")
    {
        var id = (await admin.CreateAsync("/api/v1/service_accounts", $$"""{"name": "{{account}}", "active": true}""")).Id;
        return $"/api/v1/x/service_accounts/{id}/api_keys";
    }

    /// <summary>Creates a key with limits.</summary>
    /// <returns>Its text.</returns>
    public static async Task<string> MakeKeyAsync(this ApiClient admin, string keys, string limits = "", string name = "k") =>
        KeyOf(await admin.CreateAsync(keys, $$"""{"name": "{{name}}"{{(limits.Length == 0 ? "" : $", {limits}")}}}"""));

    /// <summary>The text of a key in an answer.</summary>
    public static string KeyOf(ApiAnswer answer) => answer.Json.GetProperty("body").GetProperty("key").GetString()!;

    /// <summary>What an answer says of the limits of a key.</summary>
    public static JsonElement LimitsOf(ApiAnswer answer) => answer.Json.GetProperty("resources");

    /// <summary>Logs in with a key from an address, through the proxy.</summary>
    public static async Task<(int Status, string Text)> LogInAsync(this RunningServer server, string key, string? from = null)
    {
        var answer = await new ApiClient(server.Client, token: null).SendAsync(
            "POST", "/api/v1/login", $"grant_type=zenml-api-key&password={Uri.EscapeDataString(key)}",
            "application/x-www-form-urlencoded", From(from));
        return (answer.Status, answer.Text);
    }

    /// <summary>A token for a key.</summary>
    public static async Task<string> TokenForAsync(this RunningServer server, string key, string? from = null)
    {
        var (status, text) = await server.LogInAsync(key, from);
        Assert.True(status == 200, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>A client that logged in with a key.</summary>
    public static async Task<ApiClient> WithLimitedKeyAsync(this RunningServer server, string key) =>
        server.With(await server.TokenForAsync(key));

    /// <summary>The headers of a request through the proxy.</summary>
    public static IEnumerable<(string Name, string Value)> From(string? address) =>
        address is null ? [] : [("X-Forwarded-For", address)];

    /// <summary>Gives an account a role.</summary>
    public static Task GrantAsync(this RunningServer server, Guid account, Role? role, Guid? workspace) => server.Database.WriteAsync(
        async (unit, token) =>
        {
            var holder = AccessHolder.Of(new Id<User>(account));
            Id<Workspace>? place = workspace is { } only ? new Id<Workspace>(only) : null;
            if (role is { } given)
            {
                var binding = new RoleBinding
                {
                    Holder = holder, Workspace = place, Role = given, Created = DateTimeOffset.UnixEpoch,
                };
                await unit.Access.SaveAsync(binding, token);
                return true;
            }

            return await unit.Access.DeleteRoleAsync(holder, place, token);
        },
        Token);

    /// <summary>The audit records of one kind, the latest first.</summary>
    public static async Task<IReadOnlyList<JsonElement>> AuditAsync(this ApiClient admin, string filter) =>
        [.. (await admin.GetAsync($"/api/v1/x/audit?sort_by=desc:created&{filter}")).Json.GetProperty("items").EnumerateArray()];
}
