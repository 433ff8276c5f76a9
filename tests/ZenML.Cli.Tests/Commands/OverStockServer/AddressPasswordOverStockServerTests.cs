using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverStockServer;

public sealed class AddressPasswordOverStockServerTests : AddressPasswordTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
