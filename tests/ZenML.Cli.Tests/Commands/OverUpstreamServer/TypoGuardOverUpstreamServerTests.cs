using ZenML.Cli.Tests.Commands.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class TypoGuardOverUpstreamServerTests : TypoGuardTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
