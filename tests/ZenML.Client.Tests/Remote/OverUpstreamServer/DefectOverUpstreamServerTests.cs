using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class DefectOverUpstreamServerTests : DefectTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
