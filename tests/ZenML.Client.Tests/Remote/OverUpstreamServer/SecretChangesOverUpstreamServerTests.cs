using ZenML.Core.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

/// <summary>The list of secrets of a server of ZenML stands for a cursor. How often it is read is in the guide.</summary>
public sealed class SecretChangesOverUpstreamServerTests : ClientTest
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Fact]
    public async Task The_cursor_is_another_one_after_each_change_and_only_then()
    {
        var workspace = (await Client.Workspaces.GetActiveAsync(Token)).Id;
        var changes = (await Client.Runtime.OpenAsync(Token)).SecretChanges;
        HashSet<string> cursors = [await changes.GetCursorAsync(workspace, Token)];
        var secret = await Client.Secrets.CreateAsync("db", new() { ["k"] = "1" }, cancellationToken: Token);
        Assert.True(cursors.Add(await changes.GetCursorAsync(workspace, Token)));
        Assert.False(cursors.Add(await changes.GetCursorAsync(workspace, Token)));

        await Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["k"] = "2" } }, Token);
        Assert.True(cursors.Add(await changes.GetCursorAsync(workspace, Token)));

        var last = await changes.GetCursorAsync(workspace, Token);
        await Client.Secrets.DeleteAsync(secret.Id, Token);
        Assert.NotEqual(last, await changes.GetCursorAsync(workspace, Token));
    }
}
