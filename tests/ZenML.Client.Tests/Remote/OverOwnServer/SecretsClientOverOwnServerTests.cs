using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class SecretsClientOverOwnServerTests : SecretsClientTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
