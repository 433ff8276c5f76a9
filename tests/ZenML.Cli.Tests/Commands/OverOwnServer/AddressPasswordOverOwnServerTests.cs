using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class AddressPasswordOverOwnServerTests : AddressPasswordTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
