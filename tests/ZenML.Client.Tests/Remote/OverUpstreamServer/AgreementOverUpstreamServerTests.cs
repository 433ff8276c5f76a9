using ZenML.Client.Tests.References;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class AgreementOverUpstreamServerTests : AgreementTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
