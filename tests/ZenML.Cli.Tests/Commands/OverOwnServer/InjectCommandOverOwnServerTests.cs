using ZenML.Cli.Tests.Commands.Delivery;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class InjectCommandOverOwnServerTests : InjectCommandTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
