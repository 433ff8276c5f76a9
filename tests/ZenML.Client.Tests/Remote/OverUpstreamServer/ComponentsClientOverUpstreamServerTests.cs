using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class ComponentsClientOverUpstreamServerTests : ComponentsClientTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
