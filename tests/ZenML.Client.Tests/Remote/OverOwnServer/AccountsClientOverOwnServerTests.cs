using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

/// <summary>Accounts on our own server.</summary>
public sealed class AccountsClientOverOwnServerTests : AccountsClientTests
{
    protected override TestTarget Target => TestTarget.OwnServer;
}
