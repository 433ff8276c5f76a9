using ZenML.Client.Tests.References;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class SecretUsagesOverOwnServerTests : SecretUsagesTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
