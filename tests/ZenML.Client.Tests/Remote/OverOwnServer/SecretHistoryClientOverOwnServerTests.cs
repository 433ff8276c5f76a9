using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class SecretHistoryClientOverOwnServerTests : SecretHistoryClientTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
