using ZenML.Client.Tests.Pipelines;
using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

public sealed class PipelineOverStockServerTests : PipelineTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
