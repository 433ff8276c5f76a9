using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Tracking;

/// <summary>Sends what a Python client sends: JSON without a content type, and a token.</summary>
internal sealed class PythonClient : IAsyncDisposable
{
    private readonly RunningServer server;
    private readonly string token;

    private PythonClient(RunningServer server, string token)
    {
        this.server = server;
        this.token = token;
    }

    /// <summary>The account's id.</summary>
    public required string User { get; init; }

    /// <summary>The default workspace's id.</summary>
    public required string Workspace { get; init; }

    /// <summary>The default stack's id.</summary>
    public required string Stack { get; init; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts a server and logs in.</summary>
    public static async Task<PythonClient> ConnectAsync()
    {
        var server = await RunningServer.StartAsync();
        var (user, workspace, stack) = await server.Database.ReadAsync(
            async (unit, token) =>
            {
                var workspace = (await unit.Workspaces.FindByNameAsync("default", token)).Single();
                return (
                    (await unit.Users.FindByNameAsync("default", token)).Single().Id.ToString(),
                    workspace.Id.ToString(),
                    (await unit.Stacks.In(workspace.Id).FindByNameAsync("default", token)).Single().Id.ToString());
            },
            Cancellation);
        var token = await server.LoginAsync("default", "default-pw", Cancellation);
        return new PythonClient(server, token) { User = user, Workspace = workspace, Stack = stack };
    }

    /// <summary>Sends a GET, which must succeed.</summary>
    public Task<JsonElement> GetAsync(string path) => SucceedAsync(HttpMethod.Get, path, null);

    /// <summary>Sends a POST, which must succeed.</summary>
    public Task<JsonElement> PostAsync(string path, string body) => SucceedAsync(HttpMethod.Post, path, body);

    /// <summary>Sends a PUT, which must succeed.</summary>
    public Task<JsonElement> PutAsync(string path, string body) => SucceedAsync(HttpMethod.Put, path, body);

    /// <summary>Sends anything.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri("/api/v1" + path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await server.Client.SendAsync(request, Cancellation);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation)));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<JsonElement> SucceedAsync(HttpMethod method, string path, string? body)
    {
        var (status, answer) = await SendAsync(method, path, body);
        Assert.True(status == HttpStatusCode.OK, $"{method} {path} was answered with {(int)status}: {answer}");
        return answer;
    }
}
