using ZenML.Cli.Tests.Commands.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class SecretSearchOverOwnServerTests : SecretSearchTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
