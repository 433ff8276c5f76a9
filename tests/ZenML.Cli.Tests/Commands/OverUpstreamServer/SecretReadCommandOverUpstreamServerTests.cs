using ZenML.Cli.Tests.Commands.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class SecretReadCommandOverUpstreamServerTests : SecretReadCommandTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
