using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class WorkspaceDeleteOverOwnServerTests : WorkspaceDeleteTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
