using System.Text.Json;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

/// <summary>
/// M2: an administrator can reset a password and log in as the owner of the account. The owner and the audit log learn
/// about it.
/// </summary>
public sealed class M2PasswordResetTests
{
    private const string Resets = "/api/v1/x/password-resets";

    [Fact]
    public async Task M2_logins_after_an_administrator_resets_a_password_are_recorded_and_shown_to_the_owner_even_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var store = ("ZENML_STORE_URL", $"sqlite:///{folder.File("shared.db")}");
        await using (var server = await RunningServer.StartAsync(null, store))
        {
            var admin = await server.AdminAsync();
            await server.PersonAsync(admin, "bob");
            await ResetAsync(admin, server, "bob", "known to root");
            await ApiClient.LoginAsync(server, "bob", "known to root");
            await ApiClient.LoginAsync(server, "bob", "known to root");
        }

        await using var again = await RunningServer.StartAsync(null, store);
        var root = await again.AdminAsync();
        await ResetAsync(root, again, "bob", "handed over");
        var bob = await ApiClient.LoginAsync(again, "bob", "handed over");

        var resets = (await bob.GetAsync(Resets)).Json.EnumerateArray().ToArray();
        Assert.Equal(
            [("default", 1), ("default", 2)],
            resets.Select(reset => (Text(reset, "administrator"), reset.GetProperty("logins").GetInt32())));
        var audit = (await root.GetAsync("/api/v1/x/audit?action=login_after_reset")).Json;
        var recorded = audit.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(3, recorded.Length);
        Assert.All(recorded, login => Assert.Equal(
            ("bob", "default", root.User, "success"),
            (Text(login, "user_name"), Text(login, "resource_name"), login.GetProperty("resource_id").GetGuid(), Text(login, "outcome"))));
    }

    [Fact]
    public async Task M2_private_secrets_stay_hidden_after_a_reset_until_the_owner_gives_the_password_from_before_it()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        var secret = await AddPrivateSecretAsync(await ApiClient.LoginAsync(server, "bob", "bob-password"));
        await ResetAsync(admin, server, "bob", "known to root");
        await ResetAsync(admin, server, "bob", "known to root too");
        var intruder = await ApiClient.LoginAsync(server, "bob", "known to root too");

        Assert.Equal(404, (await intruder.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(0, (await intruder.GetAsync("/api/v1/secrets")).Json.GetProperty("total").GetInt32());
        Assert.Equal(403, (await PostSecretAsync(intruder)).Status);
        foreach (var guess in new[] { "known to root", "known to root too", "guessed" })
        {
            Assert.Equal(403, (await ConfirmAsync(intruder, guess)).Status);
        }

        Assert.Equal(403, (await intruder.PostAsync("/api/v1/x/users/bob/release-secrets", "{}")).Status);
        Assert.All(
            (await intruder.GetAsync(Resets)).Json.EnumerateArray(), reset => Assert.True(reset.GetProperty("hides_secrets").GetBoolean()));

        Assert.Equal(200, (await ConfirmAsync(intruder, "bob-password")).Status);
        Assert.Equal(200, (await intruder.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(400, (await ConfirmAsync(intruder, "bob-password")).Status);
        var audit = (await admin.GetAsync("/api/v1/x/audit?action=confirm_reset&sort_by=created")).Json.GetProperty("items");
        Assert.Equal(
            [("failed", 3), ("success", 1)],
            audit.EnumerateArray().Select(item => (Text(item, "outcome"), item.GetProperty("count").GetInt32())));
    }

    [Fact]
    public async Task M2_the_password_from_before_a_reset_can_be_guessed_only_a_few_times_a_day()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        await AddPrivateSecretAsync(await ApiClient.LoginAsync(server, "bob", "bob-password"));
        await ResetAsync(admin, server, "bob", "known to root");
        var intruder = await ApiClient.LoginAsync(server, "bob", "known to root");
        var tried = 0;
        while (tried < 100 && (await ConfirmAsync(intruder, "guessed")).Status is 403 or 429)
        {
            tried++;
            clock.MoveTo(clock.GetUtcNow().AddMinutes(2));
        }

        Assert.Equal(429, (await ConfirmAsync(intruder, "bob-password")).Status);
        var audit = (await admin.GetAsync("/api/v1/x/audit?action=confirm_reset&outcome=failed")).Json.GetProperty("items");
        Assert.Equal(20, audit.EnumerateArray().Sum(item => item.GetProperty("count").GetInt32()));

        clock.MoveTo(clock.GetUtcNow().AddDays(1));
        Assert.Equal(200, (await ConfirmAsync(await ApiClient.LoginAsync(server, "bob", "known to root"), "bob-password")).Status);
    }

    [Fact]
    public async Task M2_an_administrator_can_release_private_secrets_after_a_reset_and_the_owner_and_the_audit_log_learn_who_did()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        var secret = await AddPrivateSecretAsync(await ApiClient.LoginAsync(server, "bob", "bob-password"));
        await ResetAsync(admin, server, "bob", "handed over");
        var bob = await ApiClient.LoginAsync(server, "bob", "handed over");
        const string release = "/api/v1/x/users/bob/release-secrets";
        Assert.Equal(404, (await bob.GetAsync($"/api/v1/secrets/{secret}")).Status);

        Assert.Equal(200, (await admin.PostAsync(release, "{}")).Status);

        Assert.Equal(200, (await bob.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal("default", Text(Assert.Single((await bob.GetAsync(Resets)).Json.EnumerateArray()), "released_by"));
        Assert.Equal(400, (await admin.PostAsync(release, "{}")).Status);
        var audit = (await admin.GetAsync("/api/v1/x/audit?action=release_secrets&outcome=success")).Json.GetProperty("items");
        Assert.Equal(("default", "bob"), (Text(audit[0], "user_name"), Text(audit[0], "resource_name")));
    }

    [Fact]
    public async Task M2_nothing_the_administrator_does_in_the_account_removes_the_record_of_the_reset()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        await ResetAsync(admin, server, "bob", "known to root");
        var intruder = await ApiClient.LoginAsync(server, "bob", "known to root");

        const string change = """{"password": "another one", "old_password": "known to root"}""";
        Assert.Equal(200, (await intruder.PutAsync("/api/v1/current-user", change)).Status);
        var later = await ApiClient.LoginAsync(server, "bob", "another one");

        Assert.Equal(2, Assert.Single((await later.GetAsync(Resets)).Json.EnumerateArray()).GetProperty("logins").GetInt32());
    }

    [Fact]
    public async Task M2_a_device_that_is_approved_after_a_reset_is_recorded_too()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        await ResetAsync(admin, server, "bob", "known to root");
        var (device, _) = await server.DeviceAsync(await ApiClient.LoginAsync(server, "bob", "known to root"));

        Assert.Equal(2, Assert.Single((await device.GetAsync(Resets)).Json.EnumerateArray()).GetProperty("logins").GetInt32());
    }

    [Fact]
    public async Task M2_an_activation_token_expires_after_seven_days()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        var old = ActivationOf(await admin.PutAsync("/api/v1/users/bob/deactivate"));
        clock.MoveTo(clock.GetUtcNow().AddDays(7));

        Assert.Equal(401, (await ActivateAsync(server, "bob", old, "known to root")).Status);
        admin = await server.AdminAsync();
        var present = ActivationOf(await admin.PutAsync("/api/v1/users/bob/deactivate"));
        Assert.Equal(200, (await ActivateAsync(server, "bob", present, "mine alone")).Status);
    }

    [Fact]
    public async Task An_account_whose_password_only_its_owner_has_set_shows_no_resets()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var invited = (await admin.CreateAsync("/api/v1/users", """{"name": "ada", "is_admin": false}""")).Json;
        var token = invited.GetProperty("body").GetProperty("activation_token").GetString()!;
        Assert.Equal(200, (await ActivateAsync(server, "ada", token, "hers alone")).Status);
        var ada = await ApiClient.LoginAsync(server, "ada", "hers alone");
        await ada.PutAsync("/api/v1/current-user", """{"password": "changed since", "old_password": "hers alone"}""");

        Assert.Equal("[]", (await (await ApiClient.LoginAsync(server, "ada", "changed since")).GetAsync(Resets)).Text);
        Assert.Equal(0, (await admin.GetAsync("/api/v1/x/audit?action=login_after_reset")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_reset_is_shown_for_ninety_days_and_only_to_the_owner()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        await ResetAsync(admin, server, "bob", "handed over");

        Assert.Equal("[]", (await admin.GetAsync(Resets)).Text);
        clock.MoveTo(clock.GetUtcNow().AddDays(89));
        Assert.Single((await (await ApiClient.LoginAsync(server, "bob", "handed over")).GetAsync(Resets)).Json.EnumerateArray());
        clock.MoveTo(clock.GetUtcNow().AddDays(1));
        Assert.Equal("[]", (await (await ApiClient.LoginAsync(server, "bob", "handed over")).GetAsync(Resets)).Text);
    }

    private static async Task<Guid> AddPrivateSecretAsync(ApiClient owner)
    {
        var answer = await PostSecretAsync(owner);
        Assert.Equal(200, answer.Status);
        return answer.Id;
    }

    private static async Task<ApiAnswer> PostSecretAsync(ApiClient owner)
    {
        var workspace = (await owner.GetAsync("/api/v1/workspaces/default")).Id;
        return await owner.PostAsync(
            "/api/v1/workspaces/default/secrets",
            $$"""{"name": "mine", "scope": "user", "values": {"a": "b"}, "user": "{{owner.User}}", "workspace": "{{workspace}}"}""");
    }

    private static Task<ApiAnswer> ConfirmAsync(ApiClient account, string password) =>
        account.PostAsync($"{Resets}/confirm", $$"""{"old_password": "{{password}}"}""");

    private static async Task ResetAsync(ApiClient admin, RunningServer server, string user, string password)
    {
        var token = ActivationOf(await admin.PutAsync($"/api/v1/users/{user}/deactivate"));
        Assert.Equal(200, (await ActivateAsync(server, user, token, password)).Status);
    }

    private static string ActivationOf(ApiAnswer answer) => answer.Json.GetProperty("body").GetProperty("activation_token").GetString()!;

    private static Task<ApiAnswer> ActivateAsync(RunningServer server, string user, string token, string password) =>
        new ApiClient(server.Client, token: null).PutAsync(
            $"/api/v1/users/{user}/activate", $$"""{"activation_token": "{{token}}", "password": "{{password}}"}""");

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
