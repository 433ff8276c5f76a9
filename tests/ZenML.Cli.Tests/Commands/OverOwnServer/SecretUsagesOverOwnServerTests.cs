using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class SecretUsagesOverOwnServerTests : SecretUsagesTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
