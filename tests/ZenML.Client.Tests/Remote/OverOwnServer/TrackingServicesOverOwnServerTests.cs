using ZenML.Client.Tests.Runs;
using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class TrackingServicesOverOwnServerTests : TrackingServicesTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
