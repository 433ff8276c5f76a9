using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class SecretHistoryOverOwnServerTests : SecretHistoryTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
