using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Server.Configuration;
using ZenML.Server.SingleSignOn;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.SingleSignOn.SsoWorld;

namespace ZenML.Server.Tests.SingleSignOn;

/// <summary>A server on which passwords no longer open sessions.</summary>
public sealed class PasswordLoginTests
{
    private const string Refusal =
        """{"detail":["AuthorizationException","Password login is switched off. Log in with single sign-on: zenml connect --help"]}""";

    [Fact]
    public async Task Nobody_logs_in_with_a_password_and_the_answer_is_the_same_for_every_name()
    {
        await using var world = await StartAsync();
        await using var server = await world.ReplicateAsync((SingleSignOnSettings.PasswordLoginName, "off"));

        foreach (var (name, password) in ((string, string)[])[("default", "default-pw"), ("default", "wrong"), ("nobody", "x")])
        {
            using var answer = await server.Server.PostLoginAsync(("username", name), ("password", password));
            Assert.Equal((401, Refusal), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(AccountsFixture.Token)));
        }

        var offer = await new ApiClient(server.Server.Client, token: null).GetAsync("/api/v1/x/sso");
        Assert.Equal("off", offer.Json.GetProperty("password_login").GetString());
        Assert.NotEmpty(await world.AuditAsync("action=login&outcome=refused"));
    }

    [Fact]
    public async Task People_programs_and_devices_still_log_in()
    {
        await using var world = await StartAsync();
        await world.CreateAsync("ada");
        await world.LinkAsync("ada", Ada.Subject);
        var account = (await world.Admin.CreateAsync("/api/v1/service_accounts", """{"name": "ci", "active": true}""")).Id;
        var key = (await world.Admin.CreateAsync($"/api/v1/service_accounts/{account}/api_keys", """{"name": "k"}"""))
            .Json.GetProperty("body").GetProperty("key").GetString()!;
        await using var server = await world.ReplicateAsync((SingleSignOnSettings.PasswordLoginName, "off"));

        await server.LogInAsync(Ada);
        using var program = await server.Server.PostLoginAsync(("password", key));

        Assert.Equal(200, (int)program.StatusCode);
    }

    [Fact]
    public async Task Administrators_alone_can_keep_their_passwords()
    {
        await using var world = await StartAsync();
        await world.CreateAsync("ada");
        await using var server = await world.ReplicateAsync((SingleSignOnSettings.PasswordLoginName, "administrators"));

        await server.Server.AdminAsync();
        using var right = await server.Server.PostLoginAsync(("username", "ada"), ("password", "ada-password"));
        using var wrong = await server.Server.PostLoginAsync(("username", "ada"), ("password", "guess"));

        Assert.Equal((401, Refusal), ((int)right.StatusCode, await right.Content.ReadAsStringAsync(AccountsFixture.Token)));
        Assert.Equal(401, (int)wrong.StatusCode);
        Assert.DoesNotContain("switched off", await wrong.Content.ReadAsStringAsync(AccountsFixture.Token), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_owns_the_files_of_the_store_gets_in_again_with_a_reset_of_the_password()
    {
        var options = ServerOptions.Read(new Dictionary<string, string>
        {
            [SingleSignOnSettings.Issuer] = "https://login.example.com",
            [SingleSignOnSettings.ClientId] = "zenml",
            [SingleSignOnSettings.PasswordLoginName] = "off",
        });

        Assert.Equal(PasswordLogin.Off, options.PasswordLogin);
        Assert.Equal(PasswordLogin.Administrators, (options with { ResetsPassword = true }).PasswordLogin);
    }

    [Fact]
    public void Settings_that_do_not_go_together_are_named()
    {
        var message = Refused(new()
        {
            [SingleSignOnSettings.ClientId] = "zenml",
            [SingleSignOnSettings.Groups] = "a=b",
            [SingleSignOnSettings.PasswordLoginName] = "off",
        });
        Assert.Contains(
            $"{SingleSignOnSettings.ClientId} has no effect without {SingleSignOnSettings.Issuer}.", message, StringComparison.Ordinal);
        Assert.Contains($"{SingleSignOnSettings.Groups} has no effect", message, StringComparison.Ordinal);
        Assert.Contains($"{SingleSignOnSettings.PasswordLoginName} must be on", message, StringComparison.Ordinal);

        message = Refused(new()
        {
            [SingleSignOnSettings.Issuer] = "http://login.example.com",
            [SingleSignOnSettings.Groups] = "no pair;=x;y=",
            [SingleSignOnSettings.Accounts] = "sometimes",
            [SingleSignOnSettings.NameClaim] = "a\u200bb",
            ["ZENML_SERVER_SSO_SCOPES"] = "profile",
            [SettingNames.AllowEmptyPassword] = "true",
        });
        Assert.Contains($"{SingleSignOnSettings.Issuer} must begin with https://", message, StringComparison.Ordinal);
        Assert.Contains($"{SingleSignOnSettings.ClientId} is required", message, StringComparison.Ordinal);
        Assert.Contains($"{SingleSignOnSettings.Groups} must be pairs", message, StringComparison.Ordinal);
        Assert.Contains($"{SingleSignOnSettings.Accounts} must be one of", message, StringComparison.Ordinal);
        Assert.Contains($"{SingleSignOnSettings.NameClaim} must be", message, StringComparison.Ordinal);
        Assert.Contains("ZENML_SERVER_SSO_SCOPES must be", message, StringComparison.Ordinal);
        Assert.Contains($"{SettingNames.AllowEmptyPassword} is set together", message, StringComparison.Ordinal);
    }

    private static string Refused(Dictionary<string, string> settings) =>
        Assert.Throws<Core.Errors.ZenException>(() => ServerOptions.Read(settings)).Message;
}
