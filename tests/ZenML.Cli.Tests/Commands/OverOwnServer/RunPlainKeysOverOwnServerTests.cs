using ZenML.Cli.Tests.Commands.Delivery;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class RunPlainKeysOverOwnServerTests : RunPlainKeysTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
