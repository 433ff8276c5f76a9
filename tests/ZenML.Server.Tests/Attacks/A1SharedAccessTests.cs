using ZenML.Server.Tests.Access;
using ZenML.Server.Tests.Hosting;
using ZenML.Server.Tests.ServiceAccounts;

namespace ZenML.Server.Tests.Attacks;

/// <summary>What one account gives another, or had and lost, opens nothing else.</summary>
public sealed class A1SharedAccessTests
{
    [Fact]
    public async Task A1_a_key_of_an_owner_does_not_see_what_is_shared_with_the_account_or_its_other_roles()
    {
        await using var world = await AccessWorld.StartAsync();
        var (server, admin) = (world.Server, world.Administrator);
        var ada = await world.AddAsync("ada", "editor");
        var secret = await world.CreateSecretAsync(ada, "payroll-of-ada", "user");
        var prod = (await admin.CreateAsync("/api/v1/workspaces", """{"name": "prod"}""")).Id;
        var mallory = await world.AddAsync("mallory");
        AccessWorld.Expect(await admin.PutAsync("/api/v1/x/roles", $$"""{"holder":"mallory","role":"owner","workspace":"{{prod}}"}"""));
        var keys = await admin.MakeAccountAsync();
        AccessWorld.Expect(await world.GrantAsync(admin, "service-account:ci", "runner"));
        AccessWorld.Expect(await AccessWorld.ShareAsync(ada, secret, "service-account:ci", "read"));
        var key = await server.WithLimitedKeyAsync(await mallory.MakeKeyAsync(keys, $"\"workspace\": \"{prod}\", \"role\": \"viewer\""));

        Assert.Equal(404, (await key.GetAsync($"/api/v1/x/secrets/{secret}")).Status);
        var access = await key.GetAsync("/api/v1/x/access");
        var roles = await key.GetAsync("/api/v1/x/roles");

        Assert.Equal((403, 403), (access.Status, roles.Status));
        Assert.DoesNotContain("payroll-of-ada", access.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Workspace.ToString(), roles.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A1_an_editor_cannot_purge_a_restricted_secret_through_its_connector()
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", "editor");
        var bob = await world.AddAsync("bob", "editor");
        var connector = await ada.CreateAsync(
            $"/api/v1/workspaces/{world.Workspace}/service_connectors",
            $$"""
            {"name":"c","connector_type":"t","auth_method":"m","secrets":{"k":"v"},"user":"{{ada.User}}","workspace":"{{world.Workspace}}"}
            """);
        var secret = connector.Json.GetProperty("metadata").GetProperty("secret_id").GetGuid();
        AccessWorld.Expect(await ada.PutAsync($"/api/v1/x/secrets/{secret}/edit", """{"restricted":true}"""));
        Assert.Equal(403, (await bob.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(403, (await bob.DeleteAsync($"/api/v1/secrets/{secret}")).Status);

        Assert.Equal(403, (await bob.DeleteAsync($"/api/v1/service_connectors/{connector.Id}")).Status);

        Assert.Equal(200, (await ada.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task A1_a_value_that_is_set_under_the_name_of_a_shared_secret_ends_up_in_no_other()
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", "runner");
        var ben = await world.AddAsync("ben", "editor");
        var mallory = await world.AddAsync("mallory", "editor");
        var secret = await world.CreateSecretAsync(ada, "db", "user");
        AccessWorld.Expect(await AccessWorld.ShareAsync(ada, secret, "ben", "write"));
        var planted = await world.CreateSecretAsync(mallory, "ada/db");

        await ben.PutAsync("/api/v1/x/workspaces/default/secrets/set", """{"name":"ada/db","values":{"k":"canary"}}""");
        var seen = await mallory.GetAsync($"/api/v1/secrets/{planted}");

        Assert.DoesNotContain("canary", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A1_whoever_resets_the_password_of_a_receiver_does_not_read_private_secrets_of_others()
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", "editor");
        var ben = await world.AddAsync("ben", "editor");
        await world.CreateSecretAsync(ben, "own", "user");
        var secret = await world.CreateSecretAsync(ada, "db", "user");
        AccessWorld.Expect(await AccessWorld.ShareAsync(ada, secret, "ben", "read"));
        var reset = AccessWorld.Expect(await world.Administrator.PutAsync("/api/v1/users/ben/deactivate"));
        var token = reset.Json.GetProperty("body").GetProperty("activation_token").GetString();
        AccessWorld.Expect(await new ApiClient(world.Server.Client, null).PutAsync(
            "/api/v1/users/ben/activate", $$"""{"activation_token":"{{token}}","password":"known to root"}"""));
        var intruder = await ApiClient.LoginAsync(world.Server, "ben", "known to root");

        var answer = await intruder.GetAsync($"/api/v1/secrets/{secret}");

        Assert.NotEqual(200, answer.Status);
    }

    [Fact]
    public async Task A1_a_secret_that_others_have_shared_is_made_private_only_after_that_is_taken_back()
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", "editor");
        var mallory = await world.AddAsync("mallory", "editor");
        var secret = await world.CreateSecretAsync(ada, "db");
        AccessWorld.Expect(await AccessWorld.ShareAsync(mallory, secret, "mallory", "write"));

        var refused = await ada.PutAsync($"/api/v1/x/secrets/{secret}/move", """{"scope":"user"}""");
        var restricted = await ada.PutAsync($"/api/v1/x/secrets/{secret}/edit", """{"restricted":true}""");
        AccessWorld.Expect(await ada.PostAsync($"/api/v1/x/secrets/{secret}/unshare", """{"holder":"mallory"}"""));
        AccessWorld.Expect(await ada.PutAsync($"/api/v1/x/secrets/{secret}/move", """{"scope":"user"}"""));

        Assert.Equal((403, 403), (refused.Status, restricted.Status));
        Assert.Contains("with mallory", refused.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await mallory.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task A1_a_share_of_others_that_has_ended_does_not_keep_a_secret_open()
    {
        var clock = new SettableClock();
        await using var world = await AccessWorld.StartAsync(clock);
        var ada = await world.AddAsync("ada", "editor");
        var mallory = await world.AddAsync("mallory", "editor");
        var secret = await world.CreateSecretAsync(ada, "db");
        var end = clock.GetUtcNow().AddMinutes(2);
        AccessWorld.Expect(await AccessWorld.ShareAsync(mallory, secret, "mallory", "write", $"{end:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}"));
        clock.MoveTo(end.AddSeconds(1));

        AccessWorld.Expect(await ada.PutAsync($"/api/v1/x/secrets/{secret}/edit", """{"restricted":true}"""));

        Assert.Equal(403, (await mallory.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task A1_a_key_for_certain_secrets_creates_none_through_a_connector()
    {
        await using var world = await AccessWorld.StartAsync();
        var admin = world.Administrator;
        var secret = await world.CreateSecretAsync(admin, "database");
        var keys = await admin.MakeAccountAsync();
        AccessWorld.Expect(await world.GrantAsync(admin, "service-account:ci", "editor"));
        var key = await (await world.Server.WithLimitedKeyAsync(
            await admin.MakeKeyAsync(keys, $"\"secrets\": [\"{secret}\"]"))).IdentifyAsync();

        var refused = await key.PostAsync(
            $"/api/v1/workspaces/{world.Workspace}/service_connectors",
            $$"""
            {"name":"c","connector_type":"t","auth_method":"m","secrets":{"k":"v"},"user":"{{key.User}}","workspace":"{{world.Workspace}}"}
            """);

        Assert.Equal(403, refused.Status);
        Assert.Equal(["database"], (await admin.GetAsync("/api/v1/secrets")).Names);
    }

    [Fact]
    public async Task A1_a_request_whose_body_ends_after_the_account_was_deactivated_reads_nothing()
    {
        await using var world = await AccessWorld.StartAsync();
        var mallory = await world.AddAsync("mallory", "editor");
        var secret = await world.CreateSecretAsync(world.Administrator, "db");
        var token = await world.Server.LoginAsync("mallory", "long enough", TestContext.Current.CancellationToken);
        var go = new TaskCompletionSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/x/workspaces/default/secrets/read");
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);
        request.Content = new Slow(go.Task);
        var pending = world.Server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        AccessWorld.Expect(await world.Administrator.PutAsync("/api/v1/users/mallory/deactivate"));
        AccessWorld.Expect(await world.Administrator.PutAsync(
            $"/api/v1/x/secrets/{secret}/edit", """{"values":{"k":"written after the deactivation"}}"""));
        Assert.Equal(401, (await mallory.GetAsync("/api/v1/secrets")).Status);
        go.SetResult();

        using var response = await pending;
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("written after the deactivation", text, StringComparison.Ordinal);
    }

    private sealed class Slow : HttpContent
    {
        private readonly Task rest;

        public Slow(Task rest)
        {
            this.rest = rest;
            Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync("{ "u8.ToArray());
            await stream.FlushAsync();
            await rest;
            await stream.WriteAsync("\"secrets\":[{\"text\":\"db\"}]}"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
