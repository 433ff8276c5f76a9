using ZenML.Client.Tests.Pipelines;
using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

public sealed class PipelineFailureOverStockServerTests : PipelineFailureTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;
}
