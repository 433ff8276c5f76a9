using ZenML.Core.Errors;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class LostChoiceOverOwnServerTests : LostChoiceTests
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task A_client_that_has_used_a_workspace_gets_an_error_and_no_empty_list_once_the_workspace_is_deleted()
    {
        await Client.Workspaces.CreateAsync("other", cancellationToken: Token);
        await using var next = Open();
        await next.Workspaces.SetActiveAsync("other", cancellationToken: Token);
        Assert.Empty((await next.Secrets.ListPageAsync(cancellationToken: Token)).Items);

        await Client.Workspaces.SetActiveAsync("default", cancellationToken: Token);
        await Client.Workspaces.DeleteAsync("other", force: true, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ZenException>(() => next.Secrets.ListPageAsync(cancellationToken: Token));
        Assert.Equal(ErrorCode.NotFound, error.Code);
        Assert.Contains("The active workspace 'other' no longer exists", error.Message, StringComparison.Ordinal);
    }
}
