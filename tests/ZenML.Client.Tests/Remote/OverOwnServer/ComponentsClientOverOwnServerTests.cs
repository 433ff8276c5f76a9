using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class ComponentsClientOverOwnServerTests : ComponentsClientTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
