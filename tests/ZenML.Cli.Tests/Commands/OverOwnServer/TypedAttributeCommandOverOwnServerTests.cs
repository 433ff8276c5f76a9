using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class TypedAttributeCommandOverOwnServerTests : TypedAttributeCommandTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
