namespace ZenML.Server.Tests.Hosting;

/// <summary>A test over a fresh server, as its administrator.</summary>
public abstract class WireTest : IAsyncLifetime
{
    private ApiClient? api;
    private RunningServer? server;

    /// <summary>The administrator.</summary>
    private protected ApiClient Api => api!;

    private protected RunningServer Server => server!;

    /// <summary>The id of the default workspace.</summary>
    private protected string Workspace { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        api = await ApiClient.LoginAsync(Server, "default", "default-pw");
        Workspace = (await Api.GetAsync("/api/v1/workspaces/default")).Id.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The body of a request for a new secret.</summary>
    private protected string NewSecret(string name, string values = """{"a":"1","b":"2"}""", string scope = "workspace") =>
        $$"""{"name":"{{name}}","scope":"{{scope}}","values":{{values}},"user":"{{Api.User}}","workspace":"{{Workspace}}"}""";

    /// <summary>Creates a secret.</summary>
    /// <returns>Its path.</returns>
    private protected async Task<string> CreateSecretAsync(
        string name, string values = """{"a":"1","b":"2"}""", string scope = "workspace") =>
        $"/api/v1/secrets/{(await Api.CreateAsync($"/api/v1/workspaces/{Workspace}/secrets", NewSecret(name, values, scope))).Id}";

    /// <summary>The values of a secret as JSON without blanks.</summary>
    private protected async Task<string> ValuesAsync(string path) =>
        (await Api.GetAsync(path)).Json.GetProperty("body").GetProperty("values").GetRawText();
}
