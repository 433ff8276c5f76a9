using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class ComponentsClientOverOwnServerTests : ComponentsClientTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
