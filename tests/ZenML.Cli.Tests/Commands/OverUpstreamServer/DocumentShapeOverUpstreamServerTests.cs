using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class DocumentShapeOverUpstreamServerTests : DocumentShapeTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
