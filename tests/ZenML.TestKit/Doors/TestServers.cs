namespace ZenML.TestKit.Doors;

/// <summary>Starts the server of a target.</summary>
public static class TestServers
{
    /// <summary>Starts the server of a target.</summary>
    /// <returns>The server; null if the door leads to none.</returns>
    public static async Task<ITestServer?> StartAsync(TestDoor door) => door switch
    {
        TestDoor.OwnServer => await OwnServer.StartAsync(),
        TestDoor.UpstreamServer => await StockTestServer.StartAsync(),
        _ => null,
    };
}
