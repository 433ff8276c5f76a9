using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class LostValuesOverOwnServerTests : LostValuesTests
{
    protected override TestTarget Target => TestTarget.OwnServer;

    protected override Task LoseValuesAsync(Id<Secret> secret) =>
        ((OwnServer)Server!).Database.LoseValuesAsync(secret, TestContext.Current.CancellationToken);
}
