using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverStockServer;

public sealed class DocumentShapeOverStockServerTests : DocumentShapeTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
