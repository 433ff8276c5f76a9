using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class SecretsClientOverUpstreamServerTests : SecretsClientTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
