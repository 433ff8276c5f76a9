using System.Text.Json;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Authentication;

public sealed class UsersTests
{
    [Fact]
    public async Task One_of_two_requests_that_create_the_same_user_at_the_same_time_gets_a_conflict()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => admin.PostAsync(
                "/api/v1/users", """{"name": "bob", "is_admin": false}""")));

        Assert.Equal([200, 409, 409, 409, 409, 409], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task An_account_without_a_password_can_be_activated_once_with_its_token()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var created = await admin.CreateAsync("/api/v1/users", """{"name": "carol", "is_admin": false}""");
        var activation = created.Json.GetProperty("body").GetProperty("activation_token").GetString()!;
        var nobody = new ApiClient(server.Client, null);
        var path = $"/api/v1/users/{created.Id}/activate";
        var right = $$"""{"activation_token": "{{activation}}", "password": "carol-pw"}""";

        Assert.Equal(64, activation.Length);
        Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "carol"), ("password", ""))).StatusCode);
        var wrong = await nobody.PutAsync(path, """{"activation_token": "bad", "password": "long enough"}""");
        Assert.Equal("AuthorizationException", wrong.ErrorClass);
        Assert.Equal(400, (await nobody.PutAsync(path, $$"""{"activation_token": "{{activation}}"}""")).Status);
        Assert.Equal(200, (await nobody.PutAsync(path, right)).Status);
        Assert.Equal(401, (await nobody.PutAsync(path, right)).Status);
        Assert.Equal(200, await (await ApiClient.LoginAsync(server, "carol", "carol-pw")).StatusAsync());
    }

    [Fact]
    public async Task A_user_who_is_not_an_administrator_sees_and_changes_only_their_own_account()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");

        Assert.Equal(["bob"], (await bob.GetAsync("/api/v1/users")).Names);
        Assert.Equal(403, (await bob.GetAsync("/api/v1/users/default")).Status);
        Assert.Equal(403, (await bob.PutAsync("/api/v1/users/default", """{"full_name": "x"}""")).Status);
        Assert.Equal(403, (await bob.PutAsync("/api/v1/users/bob", """{"is_admin": true}""")).Status);
        Assert.Equal(403, (await bob.PostAsync("/api/v1/users", """{"name": "eve", "is_admin": true, "password": "x"}""")).Status);
        Assert.Equal(403, (await bob.DeleteAsync("/api/v1/users/default")).Status);
        Assert.Equal(403, (await bob.PutAsync("/api/v1/users/default/deactivate")).Status);
        Assert.Equal(403, (await admin.PutAsync("/api/v1/users/default/deactivate")).Status);
        Assert.Equal(200, (await bob.PutAsync("/api/v1/users/bob", """{"full_name": "Bob", "email": "b@x.io"}""")).Status);
        Assert.Equal("b@x.io", (await bob.GetAsync("/api/v1/current-user")).Json.GetProperty("metadata").GetProperty("email").GetString());
        Assert.Null((await admin.GetAsync("/api/v1/users/bob")).Json.GetProperty("metadata").GetProperty("email").GetString());
    }

    [Theory]
    [InlineData("default\u200b")]
    [InlineData("\ufeffdefault")]
    [InlineData("default ")]
    [InlineData(" default")]
    [InlineData("def\u202eault")]
    [InlineData("default\u00a0")]
    public async Task An_account_cannot_get_a_name_that_differs_from_another_only_by_invisible_characters(string name)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var quoted = JsonSerializer.Serialize(name);

        Assert.Equal(400, (await admin.PostAsync("/api/v1/users", $$"""{"name": {{quoted}}, "is_admin": false}""")).Status);
        Assert.Equal(400, (await admin.PostAsync("/api/v1/service_accounts", $$"""{"name": {{quoted}}, "active": true}""")).Status);
        Assert.Equal(400, (await admin.PutAsync("/api/v1/current-user", $$"""{"name": {{quoted}}}""")).Status);
    }

    [Fact]
    public async Task A_device_gets_a_token_once_its_owner_confirms_the_code_and_loses_it_when_it_is_locked()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var client = Guid.NewGuid().ToString();
        using var form = new FormUrlEncodedContent([new("client_id", client)]);
        using var begun = await server.Client.PostAsync(new Uri("/api/v1/device_authorization", UriKind.Relative), form, Token);
        var codes = System.Text.Json.JsonDocument.Parse(await begun.Content.ReadAsStringAsync(Token)).RootElement;
        var address = new Uri(server.Client.BaseAddress!, codes.GetProperty("verification_uri_complete").GetString());
        var device = System.Web.HttpUtility.ParseQueryString(address.Query)["device_id"];
        var code = codes.GetProperty("user_code").GetString();

        Task<HttpResponseMessage> PollAsync() => server.PostLoginAsync(
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("client_id", client),
            ("device_code", codes.GetProperty("device_code").GetString()!));

        var waiting = await PollAsync();
        Assert.Contains("authorization_pending", await waiting.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(400, (await admin.PutAsync($"/api/v1/devices/{device}/verify", """{"user_code": "wrong"}""")).Status);
        Assert.Equal(200, (await admin.PutAsync($"/api/v1/devices/{device}/verify", $$"""{"user_code": "{{code}}"}""")).Status);
        var onDevice = server.With(await TokenOfAsync(await PollAsync()));
        Assert.Equal(400, (int)(await PollAsync()).StatusCode);
        Assert.Equal(200, await onDevice.StatusAsync());
        Assert.Equal(200, (await admin.PutAsync($"/api/v1/devices/{device}", """{"locked": true}""")).Status);

        Assert.Equal(401, await onDevice.StatusAsync());
    }

    [Fact]
    public async Task The_device_approval_page_loads_nothing_from_other_sites()
    {
        await using var server = await RunningServer.StartAsync();

        using var page = await server.Client.GetAsync(new Uri("/devices/verify?device_id=x&user_code=y", UriKind.Relative), Token);

        Assert.Equal(200, (int)page.StatusCode);
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("http", await page.Content.ReadAsStringAsync(Token), StringComparison.OrdinalIgnoreCase);
    }
}
