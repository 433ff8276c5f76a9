using ZenML.TestKit.Upstream;

namespace ZenML.TestKit.Servers;

/// <summary>A fake ZenML 0.58 server.</summary>
public sealed class UpstreamTestServer : ITestServer
{
    private readonly UpstreamServer server;

    private UpstreamTestServer(UpstreamServer server) => this.server = server;

    /// <summary>The server itself.</summary>
    public UpstreamServer Upstream => server;

    /// <inheritdoc />
    public string Address => server.Address;

    /// <inheritdoc />
    public string Password => UpstreamServer.Password;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<UpstreamTestServer> StartAsync() => new(await UpstreamServer.StartAsync());

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
