using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Completion;

public sealed class NameCompletionOverUpstreamServerTests : NameCompletionTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
