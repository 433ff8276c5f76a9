using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Access;

/// <summary>A running server with accounts that have exactly the roles that a test gives them.</summary>
internal sealed class AccessWorld : IAsyncDisposable
{
    private const string Password = "long enough";

    private AccessWorld(RunningServer server, ApiClient administrator, Guid workspace)
    {
        Server = server;
        Administrator = administrator;
        Workspace = workspace;
    }

    public RunningServer Server { get; }

    /// <summary>The administrator, who is an owner of every workspace.</summary>
    public ApiClient Administrator { get; }

    /// <summary>The id of the default workspace.</summary>
    public Guid Workspace { get; }

    public static async Task<AccessWorld> StartAsync(TimeProvider? clock = null)
    {
        var server = await RunningServer.StartAsync(clock);
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        Expect(await administrator.PutAsync("/api/v1/x/roles", """{"holder":"default","role":"owner","all_workspaces":true}"""));
        return new AccessWorld(server, administrator, (await administrator.GetAsync("/api/v1/workspaces/default")).Id);
    }

    /// <summary>Adds a user with a role in the default workspace, or with none anywhere.</summary>
    public async Task<ApiClient> AddAsync(string name, string? role = null)
    {
        await Administrator.CreateAsync("/api/v1/users", $$"""{"name":"{{name}}","password":"{{Password}}","is_admin":false}""");
        Expect(await Administrator.PostAsync("/api/v1/x/roles/revoke", $$"""{"holder":"user:{{name}}","all_workspaces":true}"""));
        if (role is not null)
        {
            Expect(await GrantAsync(Administrator, $"user:{name}", role));
        }

        return await ApiClient.LoginAsync(Server, name, Password);
    }

    /// <summary>Grants a role in the default workspace.</summary>
    public Task<ApiAnswer> GrantAsync(ApiClient by, string holder, string role) =>
        by.PutAsync("/api/v1/x/roles", $$"""{"holder":"{{holder}}","role":"{{role}}","workspace":"{{Workspace}}"}""");

    /// <summary>Takes a role in the default workspace away.</summary>
    public Task<ApiAnswer> RevokeAsync(ApiClient by, string holder) =>
        by.PostAsync("/api/v1/x/roles/revoke", $$"""{"holder":"{{holder}}","workspace":"{{Workspace}}"}""");

    /// <summary>Creates a secret in the default workspace.</summary>
    public async Task<Guid> CreateSecretAsync(ApiClient owner, string name, string scope = "workspace") => (await owner.CreateAsync(
        "/api/v1/workspaces/default/secrets",
        $$$"""
        {"name":"{{{name}}}","scope":"{{{scope}}}","values":{"k":"a value"},"user":"{{{owner.User}}}","workspace":"{{{Workspace}}}"}
        """)).Id;

    /// <summary>Creates a group with members.</summary>
    public async Task<Guid> CreateGroupAsync(string name, params IEnumerable<string> members)
    {
        var group = (await Administrator.CreateAsync("/api/v1/x/groups", $$"""{"name":"{{name}}"}""")).Id;
        foreach (var member in members)
        {
            Expect(await Administrator.PutAsync($"/api/v1/x/groups/{group}/members", $$"""{"account":"{{member}}"}"""));
        }

        return group;
    }

    /// <summary>Shares a secret.</summary>
    public static Task<ApiAnswer> ShareAsync(ApiClient by, Guid secret, string holder, string right, string? until = null) => by.PutAsync(
        $"/api/v1/x/secrets/{secret}/share",
        $$"""{"holder":"{{holder}}","right":"{{right}}","until":{{(until is null ? "null" : $"\"{until}\"")}}}""");

    /// <summary>Stops sharing a secret.</summary>
    public static Task<ApiAnswer> UnshareAsync(ApiClient by, Guid secret, string holder) =>
        by.PostAsync($"/api/v1/x/secrets/{secret}/unshare", $$"""{"holder":"{{holder}}"}""");

    /// <summary>The audit of one kind of resource as <c>action name outcome</c>, oldest first.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync(string kind, string more = "")
    {
        var audit = await Administrator.GetAsync($"/api/v1/x/audit?resource_type={kind}&sort_by=asc:created&size=100{more}");
        return
        [
            .. audit.Json.GetProperty("items").EnumerateArray().Select(item =>
                $"{item.GetProperty("action")} {item.GetProperty("resource_name")} {item.GetProperty("outcome")}"),
        ];
    }

    /// <summary>The items of an answer, each as texts of some of its fields.</summary>
    public static IReadOnlyList<string> Items(ApiAnswer answer, string list, params string[] paths) =>
    [
        .. answer.Json.GetProperty(list).EnumerateArray().Select(item => string.Join(' ', paths.Select(path => Read(item, path)))),
    ];

    public static ApiAnswer Expect(ApiAnswer answer)
    {
        Assert.True(answer.Status == 200, $"{answer.Status} {answer.Text}");
        return answer;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static string Read(JsonElement item, string path)
    {
        var value = path.Split('.').Aggregate(item, (inner, name) => inner.GetProperty(name));
        return value.ValueKind switch
        {
            JsonValueKind.Null => "-",
            JsonValueKind.Array => string.Join('+', value.EnumerateArray()),
            _ => value.ToString(),
        };
    }
}
