using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class TypedAttributeCommandOverOwnServerTests : TypedAttributeCommandTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
