using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class DefectOverOwnServerTests : DefectTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
