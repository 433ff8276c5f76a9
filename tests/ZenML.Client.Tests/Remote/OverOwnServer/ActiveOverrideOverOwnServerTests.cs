using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class ActiveOverrideOverOwnServerTests : ActiveOverrideTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
