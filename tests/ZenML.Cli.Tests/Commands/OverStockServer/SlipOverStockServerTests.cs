using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverStockServer;

public sealed class SlipOverStockServerTests : SlipTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
