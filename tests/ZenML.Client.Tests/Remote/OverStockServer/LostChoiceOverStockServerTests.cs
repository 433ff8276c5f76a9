using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

public sealed class LostChoiceOverStockServerTests : LostChoiceTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
