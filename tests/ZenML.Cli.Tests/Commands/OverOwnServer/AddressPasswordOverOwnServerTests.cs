using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class AddressPasswordOverOwnServerTests : AddressPasswordTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
