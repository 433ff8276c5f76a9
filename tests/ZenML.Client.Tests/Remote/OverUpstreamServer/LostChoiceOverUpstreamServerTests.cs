using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

public sealed class LostChoiceOverUpstreamServerTests : LostChoiceTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
