using ZenML.Client.Tests.Pipelines;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class PipelineFailureOverOwnServerTests : PipelineFailureTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
