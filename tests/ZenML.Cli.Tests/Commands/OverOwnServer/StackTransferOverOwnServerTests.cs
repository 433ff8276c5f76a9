using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class StackTransferOverOwnServerTests : StackTransferTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
