using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class SecretUsagesOverUpstreamServerTests : SecretUsagesTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
