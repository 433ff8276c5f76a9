using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class StackTransferOverOwnServerTests : StackTransferTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
