using ZenML.Cli.Tests.Commands.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class SecretEditCommandOverUpstreamServerTests : SecretEditCommandTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
