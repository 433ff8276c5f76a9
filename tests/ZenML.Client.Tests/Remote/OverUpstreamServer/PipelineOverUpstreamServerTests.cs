using ZenML.Client.Tests.Pipelines;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class PipelineOverUpstreamServerTests : PipelineTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
