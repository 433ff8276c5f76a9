using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class SlipOverOwnServerTests : SlipTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
