using ZenML.Client.Tests.Pipelines;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class PipelineOverOwnServerTests : PipelineTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
