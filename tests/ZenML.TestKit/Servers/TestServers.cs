namespace ZenML.TestKit.Servers;

/// <summary>Starts the server of a target.</summary>
public static class TestServers
{
    /// <summary>Starts the server of a target.</summary>
    /// <returns>The server; null if the target is none.</returns>
    public static async Task<ITestServer?> StartAsync(TestTarget target) => target switch
    {
        TestTarget.OwnServer => await OwnServer.StartAsync(),
        TestTarget.UpstreamServer => await UpstreamTestServer.StartAsync(),
        _ => null,
    };
}
