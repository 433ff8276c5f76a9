using ZenML.Cli.Tests.Commands.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class SecretChangesOverOwnServerTests : SecretChangesTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
