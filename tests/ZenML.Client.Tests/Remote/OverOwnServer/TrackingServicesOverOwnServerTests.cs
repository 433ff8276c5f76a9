using ZenML.Client.Tests.Runs;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class TrackingServicesOverOwnServerTests : TrackingServicesTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
