using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class DefectOverOwnServerTests : DefectTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
