using ZenML.Cli.Tests.Commands.Delivery;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class InjectCommandOverUpstreamServerTests : InjectCommandTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
