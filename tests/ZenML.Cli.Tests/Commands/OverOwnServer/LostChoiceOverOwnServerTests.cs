using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class LostChoiceOverOwnServerTests : LostChoiceTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
