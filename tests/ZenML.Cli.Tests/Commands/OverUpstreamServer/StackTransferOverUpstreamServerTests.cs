using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class StackTransferOverUpstreamServerTests : StackTransferTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
