using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverStockServer;

public sealed class StackTransferOverStockServerTests : StackTransferTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
