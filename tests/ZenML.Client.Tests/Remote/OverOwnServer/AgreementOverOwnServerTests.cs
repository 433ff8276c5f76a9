using ZenML.Client.Tests.References;
using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class AgreementOverOwnServerTests : AgreementTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
