using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class SlipOverOwnServerTests : SlipTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
