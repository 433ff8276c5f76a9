using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class StacksClientOverOwnServerTests : StacksClientTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
