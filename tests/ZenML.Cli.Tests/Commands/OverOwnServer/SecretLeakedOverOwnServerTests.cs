using ZenML.Cli.Tests.Commands.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class SecretLeakedOverOwnServerTests : SecretLeakedTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
