using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class DocumentShapeOverOwnServerTests : DocumentShapeTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
