using ZenML.Client.Tests.Pipelines;
using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class PipelineOverOwnServerTests : PipelineTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
