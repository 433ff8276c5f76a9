using ZenML.TestKit.Stock;

namespace ZenML.TestKit.Doors;

/// <summary>A fake ZenML 0.58 server.</summary>
public sealed class StockTestServer : ITestServer
{
    private readonly UpstreamServer server;

    private StockTestServer(UpstreamServer server) => this.server = server;

    /// <inheritdoc />
    public string Address => server.Address;

    /// <inheritdoc />
    public string Password => UpstreamServer.Password;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<StockTestServer> StartAsync() => new(await UpstreamServer.StartAsync());

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
