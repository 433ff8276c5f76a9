using System.Text.Json;

namespace ZenML.Server.Tests.Hosting;

/// <summary>A running server with its administrator, another account, and shortcuts that create resources.</summary>
internal sealed class TeamWorld : IAsyncDisposable
{
    private TeamWorld(RunningServer server, ApiClient administrator, ApiClient other, Guid workspace)
    {
        Server = server;
        Administrator = administrator;
        Other = other;
        Workspace = workspace;
    }

    public RunningServer Server { get; }

    public ApiClient Administrator { get; }

    public ApiClient Other { get; }

    /// <summary>The id of the default workspace.</summary>
    public Guid Workspace { get; }

    public static async Task<TeamWorld> StartAsync()
    {
        var server = await RunningServer.StartAsync();
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        await administrator.CreateAsync("/api/v1/users", """{"name":"other","password":"other-pw","is_admin":false}""");
        var workspace = (await administrator.GetAsync("/api/v1/workspaces/default")).Id;
        return new TeamWorld(server, administrator, await ApiClient.LoginAsync(server, "other", "other-pw"), workspace);
    }

    /// <summary>The owner and workspace fields of a body for a new resource.</summary>
    public string Owned(ApiClient owner) => $"\"user\":\"{owner.User}\",\"workspace\":\"{Workspace}\"";

    /// <summary>Posts a secret of the administrator.</summary>
    public Task<ApiAnswer> PostSecretAsync(string name, string values = "{}", string scope = "workspace", ApiClient? owner = null) =>
        (owner ?? Administrator).PostAsync("/api/v1/workspaces/default/secrets",
            $$"""
            {"name":{{JsonEncodedText.Encode(name).Quoted()}},"scope":"{{scope}}","values":{{values}},{{Owned(owner ?? Administrator)}}}
            """);

    /// <summary>Posts a component of the administrator.</summary>
    public Task<ApiAnswer> PostComponentAsync(string name, string type, string flavor, string configuration = "{}", string more = "") =>
        Administrator.PostAsync("/api/v1/workspaces/default/components",
            $$"""
            {"name":{{JsonEncodedText.Encode(name).Quoted()}},"type":"{{type}}","flavor":"{{flavor}}",
            "configuration":{{configuration}}{{more}},{{Owned(Administrator)}}}
            """);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
