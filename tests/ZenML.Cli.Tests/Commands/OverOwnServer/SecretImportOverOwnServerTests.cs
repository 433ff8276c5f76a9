using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class SecretImportOverOwnServerTests : SecretImportTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
