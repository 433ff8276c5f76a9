using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Auditing;

public sealed class AuditTests
{
    private const string Value = "value-that-must-not-be-recorded";

    [Fact]
    public async Task Reads_changes_and_failed_logins_are_recorded_for_administrators_and_never_a_value()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var workspace = (await bob.GetAsync("/api/v1/workspaces/default")).Id;
        var secret = (await bob.CreateAsync($"/api/v1/workspaces/{workspace}/secrets",
            $$"""{"name": "db", "scope": "user", "values": {"k": "{{Value}}"}, "user": "{{bob.User}}", "workspace": "{{workspace}}"}""")).Id;
        await bob.GetAsync($"/api/v1/secrets/{secret}");
        Assert.Equal(404, (await admin.GetAsync($"/api/v1/secrets/{secret}")).Status);
        await server.PostLoginAsync(("username", "bob"), ("password", Value));
        await server.PostLoginAsync(("username", Value), ("password", "x"));

        var audit = await admin.GetAsync("/api/v1/x/audit?size=1000");
        var reads = await admin.GetAsync($"/api/v1/x/audit?action=read&resource_id={secret}");
        var failures = await admin.GetAsync("/api/v1/x/audit?action=login&outcome=failed");

        Assert.Equal(403, (await bob.GetAsync("/api/v1/x/audit")).Status);
        Assert.DoesNotContain(Value, audit.Text, StringComparison.Ordinal);
        Assert.All(reads.Json.GetProperty("items").EnumerateArray(), read =>
        {
            Assert.Equal("bob", read.GetProperty("user_name").GetString());
            Assert.Equal("127.0.0.1", read.GetProperty("address").GetString());
        });
        Assert.True(reads.Json.GetProperty("total").GetInt64() >= 1);
        Assert.Equal(["bob", ""], failures.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("user_name").GetString()));
        Assert.Equal(1, (await admin.GetAsync($"/api/v1/x/audit?action=create&resource_id={secret}")).Json.GetProperty("total").GetInt64());
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_administrator_may_delete_a_secret_of_someone_else_but_never_read_it()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var workspace = (await bob.GetAsync("/api/v1/workspaces/default")).Id;
        var secret = (await bob.CreateAsync($"/api/v1/workspaces/{workspace}/secrets",
            $$"""{"name": "own", "scope": "user", "values": {"k": "v"}, "user": "{{bob.User}}", "workspace": "{{workspace}}"}""")).Id;

        Assert.Equal(404, (await admin.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(404, (await admin.PutAsync($"/api/v1/secrets/{secret}?patch_values=true", """{"scope": "workspace"}""")).Status);
        Assert.Empty((await admin.GetAsync("/api/v1/secrets")).Names);
        Assert.Equal(200, (await admin.DeleteAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(404, (await bob.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }
}
