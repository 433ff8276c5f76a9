using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class SecretImportOverOwnServerTests : SecretImportTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
