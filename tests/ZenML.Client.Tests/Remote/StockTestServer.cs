using ZenML.TestKit.Stock;

namespace ZenML.Client.Tests.Remote;

/// <summary>What stands in for a server of ZenML 0.58, with secrets of somebody else and short pages.</summary>
internal sealed class StockTestServer(StockServer server) : ITestServer
{
    public string Address => server.Address;

    public string Password => StockServer.Password;

    public static async Task<StockTestServer> StartAsync() => new(await StockServer.StartAsync());

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
