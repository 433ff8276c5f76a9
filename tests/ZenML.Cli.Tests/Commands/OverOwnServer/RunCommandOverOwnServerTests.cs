using ZenML.Cli.Tests.Commands.Delivery;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class RunCommandOverOwnServerTests : RunCommandTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
