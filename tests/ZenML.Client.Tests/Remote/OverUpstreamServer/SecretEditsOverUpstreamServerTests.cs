using ZenML.Client.Tests.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class SecretEditsOverUpstreamServerTests : SecretEditsTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
