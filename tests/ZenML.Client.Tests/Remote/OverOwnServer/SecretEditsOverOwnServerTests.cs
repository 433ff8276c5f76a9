using ZenML.Client.Tests.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class SecretEditsOverOwnServerTests : SecretEditsTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
