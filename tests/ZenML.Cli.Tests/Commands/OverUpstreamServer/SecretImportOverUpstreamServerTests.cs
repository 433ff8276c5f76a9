using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class SecretImportOverUpstreamServerTests : SecretImportTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
