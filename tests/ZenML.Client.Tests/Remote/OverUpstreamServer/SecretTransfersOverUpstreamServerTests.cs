using ZenML.Client.Tests.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class SecretTransfersOverUpstreamServerTests : SecretTransfersTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
