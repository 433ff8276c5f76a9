using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class SecretsClientOverOwnServerTests : SecretsClientTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
