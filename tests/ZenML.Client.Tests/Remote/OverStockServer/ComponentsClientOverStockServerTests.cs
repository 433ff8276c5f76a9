using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

public sealed class ComponentsClientOverStockServerTests : ComponentsClientTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
