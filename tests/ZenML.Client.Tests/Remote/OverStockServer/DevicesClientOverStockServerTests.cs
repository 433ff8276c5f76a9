using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

/// <summary>Devices on a server of ZenML 0.58.</summary>
public sealed class DevicesClientOverStockServerTests : DevicesClientTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
