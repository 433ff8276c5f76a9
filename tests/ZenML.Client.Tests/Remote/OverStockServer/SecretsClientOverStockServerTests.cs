using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

public sealed class SecretsClientOverStockServerTests : SecretsClientTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
