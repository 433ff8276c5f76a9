using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

/// <summary>Devices on a server of ZenML 0.58.</summary>
public sealed class DevicesClientOverUpstreamServerTests : DevicesClientTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;
}
