using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Server;

/// <summary>A test of the executable with a server of its own, on a machine of its own.</summary>
public abstract class ServerProcessTest : EndToEndTest
{
    private protected const string Password = "correct horse battery";

    /// <summary>A free port of the loopback address.</summary>
    private protected static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Logs in as the administrator.</summary>
    private protected static async Task<Outcome> ConnectAsync(Zenml zenml, params string[] arguments) =>
        await zenml.RunWithInputAsync(Password + "\n", ["connect", "--username", "default", "--password", "@-", .. arguments]);
}
