using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.TestKit;
using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class LostValuesOverOwnServerTests : LostValuesTests
{
    protected override TestDoor Door => TestDoor.OwnServer;

    protected override Task LoseValuesAsync(Id<Secret> secret) =>
        ((OwnServer)Server!).Database.LoseValuesAsync(secret, TestContext.Current.CancellationToken);
}
