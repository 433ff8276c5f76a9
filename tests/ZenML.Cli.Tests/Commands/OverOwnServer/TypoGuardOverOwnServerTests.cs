using ZenML.Cli.Tests.Commands.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class TypoGuardOverOwnServerTests : TypoGuardTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
