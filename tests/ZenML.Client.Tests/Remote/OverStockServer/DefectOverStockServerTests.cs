using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

public sealed class DefectOverStockServerTests : DefectTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
