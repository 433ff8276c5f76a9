using ZenML.Cli.Tests.Commands.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class SecretChangesOverUpstreamServerTests : SecretChangesTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
