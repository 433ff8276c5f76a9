using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

/// <summary>Accounts on our own server.</summary>
public sealed class AccountsClientOverOwnServerTests : AccountsClientTests
{
    protected override TestDoor Door => TestDoor.OwnServer;
}
