using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class LostChoiceOverOwnServerTests : LostChoiceTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
