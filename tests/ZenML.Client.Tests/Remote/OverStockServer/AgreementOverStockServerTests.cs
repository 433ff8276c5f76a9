using ZenML.Client.Tests.References;
using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

public sealed class AgreementOverStockServerTests : AgreementTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
