namespace ZenML.TestKit.Doors;

/// <summary>Starts what a door leads to.</summary>
public static class TestServers
{
    /// <summary>Starts the server that a door leads to.</summary>
    /// <returns>The server; null if the door leads to none.</returns>
    public static async Task<ITestServer?> StartAsync(TestDoor door) => door switch
    {
        TestDoor.OwnServer => await OwnServer.StartAsync(),
        TestDoor.UpstreamServer => await StockTestServer.StartAsync(),
        _ => null,
    };
}
