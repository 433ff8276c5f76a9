using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverUpstreamServer;

public sealed class AddressPasswordOverUpstreamServerTests : AddressPasswordTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
