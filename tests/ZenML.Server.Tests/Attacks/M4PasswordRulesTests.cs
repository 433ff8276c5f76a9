using ZenML.Core.Accounts.Credentials;
using ZenML.Server.Configuration;
using ZenML.Server.Passwords;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

public sealed class M4PasswordRulesTests
{
    private const string LongEnough = "8-chars!";

    [Theory]
    [InlineData("x")]
    [InlineData("7-chars")]
    public async Task M4_no_request_sets_a_password_of_fewer_than_eight_characters(string tooShort)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        var activation = await DeactivateAsync(admin, "bob");
        var nobody = new ApiClient(server.Client, token: null);

        ApiAnswer[] answers =
        [
            await admin.PostAsync("/api/v1/users", $$"""{"name": "eve", "password": "{{tooShort}}", "is_admin": false}"""),
            await admin.PutAsync("/api/v1/current-user", $$"""{"password": "{{tooShort}}", "old_password": "default-pw"}"""),
            await admin.PutAsync("/api/v1/users/default", $$"""{"password": "{{tooShort}}", "old_password": "default-pw"}"""),
            await nobody.PutAsync("/api/v1/users/bob/activate", $$"""{"activation_token": "{{activation}}", "password": "{{tooShort}}"}"""),
        ];

        Assert.All(answers, answer =>
        {
            Assert.Equal((400, "ValueError"), (answer.Status, answer.ErrorClass));
            Assert.Contains("at least 8 characters", answer.Text, StringComparison.Ordinal);
        });
        Assert.Equal(404, (await admin.GetAsync("/api/v1/users/eve")).Status);
        Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", "default-pw"))).StatusCode);
    }

    [Fact]
    public async Task M4_every_request_that_sets_a_password_accepts_one_of_eight_characters()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");

        await admin.CreateAsync("/api/v1/users", $$"""{"name": "eve", "password": "{{LongEnough}}", "is_admin": false}""");
        var changed = await bob.PutAsync("/api/v1/current-user", $$"""{"password": "{{LongEnough}}", "old_password": "bob-password"}""");
        var activation = await DeactivateAsync(admin, "eve");
        var nobody = new ApiClient(server.Client, token: null);
        var body = $$"""{"activation_token": "{{activation}}", "password": "{{LongEnough}}"}""";
        var activated = await nobody.PutAsync("/api/v1/users/eve/activate", body);

        Assert.Equal((200, 200), (changed.Status, activated.Status));
        foreach (var name in (string[])["eve", "bob"])
        {
            Assert.Equal(200, (int)(await server.PostLoginAsync(("username", name), ("password", LongEnough))).StatusCode);
        }
    }

    [Fact]
    public async Task M4_the_setting_for_the_first_password_rejects_a_short_one()
    {
        using var folder = new TemporaryFolder();
        (string, string)[] settings =
            [(SettingNames.StoreUrl, $"sqlite:///{folder.File("zenml.db")}"), (SettingNames.DefaultUserPassword, "7-chars")];

        await using var newStore = ServerProcess.Launch(settings);
        var refusedNew = await newStore.WaitAsync();
        await using (await RunningServer.StartAsync(
            null, settings[0], (SettingNames.DefaultUserPassword, ""), (SettingNames.AllowEmptyPassword, "true")))
        {
        }

        await using var existingStore = ServerProcess.Launch(settings);
        var refusedExisting = await existingStore.WaitAsync();

        foreach (var (code, _, errors) in new[] { refusedNew, refusedExisting })
        {
            Assert.Equal(1, code);
            Assert.Contains(
                $"{SettingNames.DefaultUserPassword} is invalid. A new password needs at least 8 characters.",
                errors,
                StringComparison.Ordinal);
            Assert.DoesNotContain("7-chars", errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_account_with_a_short_password_from_an_earlier_version_can_log_in_and_its_server_starts_with_the_same_settings()
    {
        using var folder = new TemporaryFolder();
        var store = (SettingNames.StoreUrl, $"sqlite:///{folder.File("zenml.db")}");
        await using (var earlier = await RunningServer.StartAsync(null, store))
        {
            await SetShortPasswordAsync(earlier);
        }

        await using var server = await RunningServer.StartAsync(null, store, (SettingNames.DefaultUserPassword, "pw"));

        var admin = await ApiClient.LoginAsync(server, "default", "pw");
        var changed = await admin.PutAsync("/api/v1/current-user", $$"""{"password": "{{LongEnough}}", "old_password": "pw"}""");
        Assert.Equal(200, changed.Status);
        Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", LongEnough))).StatusCode);
    }

    /// <returns>The token that activates the account again.</returns>
    private static async Task<string?> DeactivateAsync(ApiClient admin, string name) =>
        (await admin.PutAsync($"/api/v1/users/{name}/deactivate")).Json.GetProperty("body").GetProperty("activation_token").GetString();

    private static async Task SetShortPasswordAsync(RunningServer server)
    {
        var hash = await ((IPasswordHasher)new Argon2PasswordHasher(Argon2Cost.Recommended))
            .HashAsync(PasswordRequester.Server, "pw", Token);
        await server.Database.WriteAsync(
            async (unit, token) =>
            {
                var user = (await unit.Users.FindByNameAsync("default", token)).Single();
                var credentials = await unit.Credentials.FindAsync(user.Id, token);
                await unit.Credentials.SaveAsync(credentials with { PasswordHash = hash }, token);
                return user;
            },
            Token);
    }
}
