using ZenML.Core.Auditing.Chains;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Auditing;

public sealed class AuditChainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_chains_of_a_server_that_reads_and_changes_and_rejects_are_sound()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var workspace = (await bob.GetAsync("/api/v1/workspaces/default")).Id;
        var secret = (await bob.CreateAsync($"/api/v1/workspaces/{workspace}/secrets",
            $$"""{"name": "db", "scope": "workspace", "values": {"k": "v"}, "user": "{{bob.User}}", "workspace": "{{workspace}}"}""")).Id;
        await bob.GetAsync($"/api/v1/secrets/{secret}");
        await server.PostLoginAsync(("username", "bob"), ("password", "wrong"));
        await bob.GetAsync("/api/v1/x/audit");

        var statement = await admin.GetAsync("/api/v1/x/audit/statement");
        Assert.Equal(200, statement.Status);
        Assert.Equal(
            ["main", "reads"],
            statement.Json.GetProperty("ends").EnumerateArray().Select(end => end.GetProperty("chain").GetString()).Distinct().Order());
        var slice = await admin.GetAsync("/api/v1/x/audit/slice?chain=reads&size=1");
        Assert.Equal("read", slice.Json.GetProperty("records")[0].GetProperty("action").GetString());
        Assert.Equal(422, (await admin.GetAsync("/api/v1/x/audit/slice?chain=other")).Status);
        Assert.Equal(422, (await admin.GetAsync("/api/v1/x/audit/slice?after=x")).Status);
        Assert.Equal(404, (await admin.GetAsync($"/api/v1/x/audit/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task A_server_that_sees_that_a_checkpoint_is_gone_signs_nothing_more()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        Assert.True(await AuditSealing.SignAsync(server.Database, TimeProvider.System, chainsAll: true, Token));
        await server.PersonAsync(admin, "eve");
        Assert.True(await AuditSealing.SignAsync(server.Database, TimeProvider.System, chainsAll: true, Token));
        await server.PersonAsync(admin, "dan");
        Assert.True(await AuditSealing.SignAsync(server.Database, TimeProvider.System, chainsAll: true, Token));
        await RawDatabase.ExecuteAsync(server.DatabasePath, "DELETE FROM audit_checkpoints");

        Assert.False(await AuditSealing.SignAsync(server.Database, TimeProvider.System, chainsAll: true, Token));
    }
}
