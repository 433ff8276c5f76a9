using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

public sealed class StacksClientOverStockServerTests : StacksClientTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
