using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class StacksClientOverUpstreamServerTests : StacksClientTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
