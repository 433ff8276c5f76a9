using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Auditing;

public sealed class AuditTests
{
    private const string Value = "value-that-must-not-be-recorded";

    [Fact]
    public async Task Reads_and_changes_and_failed_logins_are_recorded_for_administrators_without_any_value()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var workspace = (await bob.GetAsync("/api/v1/workspaces/default")).Id;
        var secret = (await bob.CreateAsync($"/api/v1/workspaces/{workspace}/secrets",
            $$"""
            {"name": "db", "scope": "user", "values": {"k": "{{Value}}"}, "user": "{{bob.User}}", "workspace": "{{workspace}}"}
            """)).Id;
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
        Assert.Equal(
            ["bob", ""],
            failures.Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("user_name").GetString()));
        Assert.Equal(1, (await admin.GetAsync($"/api/v1/x/audit?action=create&resource_id={secret}")).Json.GetProperty("total").GetInt64());
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_record_of_a_rejection_names_the_protected_resource_and_never_what_was_typed()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var account = (await admin.CreateAsync("/api/v1/service_accounts", """{"name": "ci", "description": "", "active": true}""")).Id;
        await admin.CreateAsync($"/api/v1/service_accounts/{account}/api_keys", """{"name": "builds", "description": ""}""");
        var stack = (await admin.GetAsync("/api/v1/stacks?name=default")).Json.GetProperty("items")[0].GetProperty("id").GetString();

        Assert.Equal(403, (await bob.PutAsync("/api/v1/users/default", """{"full_name": "x"}""")).Status);
        Assert.Equal(403, (await bob.DeleteAsync("/api/v1/service_accounts/ci")).Status);
        Assert.Equal(403, (await bob.PutAsync($"/api/v1/service_accounts/{account}/api_keys/builds/rotate", "{}")).Status);
        Assert.Equal(403, (await bob.DeleteAsync($"/api/v1/users/{Value}")).Status);
        Assert.NotEqual(200, (await bob.DeleteAsync($"/api/v1/stacks/{stack}")).Status);

        var refused = await admin.GetAsync("/api/v1/x/audit?outcome=refused&size=100");
        Assert.Equal(
            [("user", "default"), ("service_account", "ci"), ("api_key", "builds"), ("user", null), ("stack", "default")],
            refused.Json.GetProperty("items").EnumerateArray().Select(
                item =>
                    (item.GetProperty("resource_type").GetString(), item.GetProperty("resource_name").GetString())));
        Assert.Equal(account.ToString(), refused.Json.GetProperty("items")[1].GetProperty("resource_id").GetString());
        Assert.DoesNotContain(Value, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_can_delete_a_secret_of_another_user_but_never_read_it()
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
