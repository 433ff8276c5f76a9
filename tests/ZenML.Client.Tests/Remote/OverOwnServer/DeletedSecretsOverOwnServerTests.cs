using ZenML.Client.Tests.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class DeletedSecretsOverOwnServerTests : DeletedSecretsTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
