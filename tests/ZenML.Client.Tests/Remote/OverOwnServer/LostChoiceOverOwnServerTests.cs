using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class LostChoiceOverOwnServerTests : LostChoiceTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
