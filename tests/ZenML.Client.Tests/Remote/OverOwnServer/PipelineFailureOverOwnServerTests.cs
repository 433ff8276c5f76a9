using ZenML.Client.Tests.Pipelines;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class PipelineFailureOverOwnServerTests : PipelineFailureTests
{
    protected override TestDoor Door => TestDoor.OwnServer;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipUnless(((OwnServer)Server!).Has("/api/v1/runs"), "The server keeps no runs yet.");
    }
}
