using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class SlipOverUpstreamServerTests : SlipTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
