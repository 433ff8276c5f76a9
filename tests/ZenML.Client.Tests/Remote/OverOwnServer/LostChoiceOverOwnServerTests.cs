using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class LostChoiceOverOwnServerTests : LostChoiceTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
