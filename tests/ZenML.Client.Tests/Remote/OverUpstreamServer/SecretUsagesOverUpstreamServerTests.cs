using ZenML.Client.Tests.References;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class SecretUsagesOverUpstreamServerTests : SecretUsagesTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
