using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class StacksClientOverOwnServerTests : StacksClientTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
