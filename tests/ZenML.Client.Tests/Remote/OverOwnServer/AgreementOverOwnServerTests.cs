using ZenML.Client.Tests.References;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class AgreementOverOwnServerTests : AgreementTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
