using ZenML.Client.Tests.Pipelines;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class PipelineFailureOverUpstreamServerTests : PipelineFailureTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
