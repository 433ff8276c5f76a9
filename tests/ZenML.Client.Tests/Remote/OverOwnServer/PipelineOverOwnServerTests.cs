using ZenML.Client.Tests.Pipelines;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class PipelineOverOwnServerTests : PipelineTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
