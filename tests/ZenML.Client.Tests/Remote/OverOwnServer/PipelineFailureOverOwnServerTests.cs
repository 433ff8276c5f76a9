using ZenML.Client.Tests.Pipelines;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class PipelineFailureOverOwnServerTests : PipelineFailureTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
