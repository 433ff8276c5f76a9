using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;

namespace ZenML.Client.Tests.Remote;

/// <summary>Accounts of a server. This server and ZenML 0.58 give the same results for the same calls.</summary>
public abstract class AccountsClientTests : ClientTest
{
    [Fact]
    public async Task A_user_with_a_password_can_log_in_at_once()
    {
        var created = await Client.Users.CreateAsync(
            new NewUser("ada", IsAdmin: false) { FullName = "Ada L", Password = "ada's password" }, Token);

        Assert.Null(created.ActivationToken);
        Assert.Equal(
            ("ada", "Ada L", true, false),
            (created.User.Name, created.User.FullName, created.User.IsActive, created.User.IsAdmin));
        Assert.Equal("ada", await LogInAsync(new ServerLogin.Password("ada", "ada's password")));
        var again = new NewUser("ada", IsAdmin: false) { Password = "another password" };
        Assert.Equal(ErrorCode.AlreadyExists, await FailsAsync(() => Client.Users.CreateAsync(again, Token)));
    }

    [Fact]
    public async Task A_user_without_a_password_sets_one_with_an_activation_token()
    {
        var created = await Client.Users.CreateAsync(new NewUser("ada", IsAdmin: false), Token);
        Assert.False(created.User.IsActive);

        var wrong = await FailsAsync(() => ZenServer.ActivateUserAsync(Server!.Address, "ada", "wrong", "chosen by her", Options, Token));
        Assert.Equal(ErrorCode.NotAllowed, wrong);
        Assert.Equal(ErrorCode.NotAllowed, await FailsAsync(() => LogInAsync(new ServerLogin.Password("ada", "chosen by her"))));
        await ZenServer.ActivateUserAsync(null, "ada", created.ActivationToken!, "chosen by her", Options, Token);

        Assert.Equal("ada", await LogInAsync(new ServerLogin.Password("ada", "chosen by her")));
    }

    [Fact]
    public async Task A_user_who_changes_their_password_stays_logged_in_and_the_old_password_is_no_longer_valid()
    {
        var old = new SensitiveString(Server!.Password);
        Assert.Equal(ErrorCode.NotAllowed, await FailsAsync(() => Client.Users.ChangePasswordAsync("another", "new password", Token)));
        await Client.Users.ChangePasswordAsync(old, "new password", Token);

        Assert.Equal("default", (await Client.Users.GetCurrentAsync(Token)).Name);
        await using var later = Open();
        Assert.Equal("default", (await later.Users.GetCurrentAsync(Token)).Name);
        Assert.Equal(ErrorCode.NotAllowed, await FailsAsync(() => LogInAsync(new ServerLogin.Password("default", old))));
        Assert.Equal("default", await LogInAsync(new ServerLogin.Password("default", "new password")));
    }

    [Fact]
    public async Task An_empty_password_is_treated_as_none()
    {
        Assert.Equal(
            ErrorCode.InvalidArgument,
            await FailsAsync(() => Client.Users.CreateAsync(new NewUser("ada", false) { Password = "" }, Token)));
        Assert.Equal(ErrorCode.InvalidArgument, await FailsAsync(() => Client.Users.ChangePasswordAsync(Server!.Password, "", Token)));
    }

    [Fact]
    public async Task An_account_can_be_changed_and_deleted()
    {
        await Client.Users.CreateAsync(new NewUser("ada", IsAdmin: false) { Password = "long enough" }, Token);

        var changed = await Client.Users.UpdateAsync(
            "ada", new UserUpdate { Name = "countess", FullName = "Ada", IsAdmin = true }, cancellationToken: Token);
        await Client.Users.UpdateAsync("default", new UserUpdate { Email = "d@example.com" }, cancellationToken: Token);
        var found = await Client.Users.GetAsync("countess", cancellationToken: Token);
        await Client.Users.DeleteAsync("countess", cancellationToken: Token);

        Assert.Equal(("countess", "Ada", true), (changed.Name, changed.FullName, changed.IsAdmin));
        Assert.Equal(changed.Id, found.Id);
        Assert.Equal("d@example.com", (await Client.Users.GetCurrentAsync(Token)).Email);
        Assert.DoesNotContain(await Client.Users.ListAsync(cancellationToken: Token).ToListAsync(Token), user => user.Name == "countess");
        Assert.Equal(ErrorCode.NotAllowed, await FailsAsync(() => Client.Users.DeleteAsync("default", cancellationToken: Token)));
        Assert.Equal(ErrorCode.NotFound, await FailsAsync(() => Client.Users.DeleteAsync("countess", cancellationToken: Token)));
    }

    [Fact]
    public async Task A_deactivated_account_is_reactivated_by_its_owner()
    {
        await Client.Users.CreateAsync(new NewUser("ada", IsAdmin: false) { Password = "before that" }, Token);
        var deactivated = await Client.Users.DeactivateAsync("ada", cancellationToken: Token);
        await ZenServer.ActivateUserAsync(Server!.Address, "ada", deactivated.ActivationToken!, "after that", Options, Token);

        Assert.False(deactivated.User.IsActive);
        Assert.True((await Client.Users.GetAsync("ada", cancellationToken: Token)).IsActive);
        Assert.Equal(ErrorCode.NotAllowed, await FailsAsync(() => LogInAsync(new ServerLogin.Password("ada", "before that"))));
        Assert.Equal("ada", await LogInAsync(new ServerLogin.Password("ada", "after that")));
    }

    [Fact]
    public async Task A_service_account_can_log_in_with_its_key_until_the_key_is_replaced()
    {
        var account = await Client.ServiceAccounts.CreateAsync("ci", "Builds", Token);
        var key = await Client.ServiceAccounts.ApiKeys.CreateAsync(account.Id, "build", "The build server", Token);
        Assert.Equal("ci", await LogInAsync(new ServerLogin.ApiKey(key.Text)));
        var rotated = await Client.ServiceAccounts.ApiKeys.RotateAsync(account.Id, "build", cancellationToken: Token);

        Assert.StartsWith("ZENKEY_", key.Text.Reveal(), StringComparison.Ordinal);
        Assert.Equal(("build", "The build server", key.Key.Id), (rotated.Key.Name, rotated.Key.Description, rotated.Key.Id));
        Assert.NotNull(rotated.Key.LastRotated);
        Assert.Equal(ErrorCode.NotAllowed, await FailsAsync(() => LogInAsync(new ServerLogin.ApiKey(key.Text))));
        Assert.Equal("ci", await LogInAsync(new ServerLogin.ApiKey(rotated.Text)));
    }

    [Fact]
    public async Task Service_accounts_and_keys_can_be_found_and_listed_and_changed_and_deleted()
    {
        var accounts = Client.ServiceAccounts;
        var account = await accounts.CreateAsync("ci", "Builds", Token);
        await accounts.CreateAsync("nightly", cancellationToken: Token);
        await accounts.ApiKeys.CreateAsync(account.Id, "one", "1", Token);
        await accounts.ApiKeys.CreateAsync(account.Id, "two", cancellationToken: Token);

        var changed = await accounts.UpdateAsync("ci", new ServiceAccountUpdate(Name: "builds", IsActive: false), cancellationToken: Token);
        var key = await accounts.ApiKeys.UpdateAsync(account.Id, "one", new ApiKeyUpdate(Name: "first", IsActive: false), Token);
        await accounts.ApiKeys.DeleteAsync(account.Id, "two", Token);
        await accounts.DeleteAsync("nightly", cancellationToken: Token);

        Assert.Equal(
            (account.Id, "builds", "Builds", false, true),
            (changed.Id, changed.Name, changed.Description, changed.IsActive, changed.IsServiceAccount));
        Assert.Equal(("first", "1", false, account.Id), (key.Name, key.Description, key.IsActive, key.ServiceAccount));
        Assert.Equal(key.Id, Assert.Single((await accounts.ApiKeys.ListPageAsync(account.Id, cancellationToken: Token)).Items).Id);
        Assert.Equal(
            changed.Id,
            Assert.Single(
                await accounts.ListAsync(new ListQuery { ["name"] = "startswith:b" }, Token).ToListAsync(Token)).Id);
        Assert.Equal(1, (await accounts.ListPageAsync(cancellationToken: Token)).Total);
        Assert.Equal(ErrorCode.NotFound, await FailsAsync(() => accounts.ApiKeys.GetAsync(account.Id, "two", Token)));
        Assert.Equal(ErrorCode.NotFound, await FailsAsync(() => accounts.GetAsync("nightly", cancellationToken: Token)));
        Assert.Equal(ErrorCode.AlreadyExists, await FailsAsync(() => accounts.CreateAsync("builds", cancellationToken: Token)));
    }

    [Fact]
    public async Task A_key_that_was_just_created_can_become_the_login_of_this_machine()
    {
        var account = await Client.ServiceAccounts.CreateAsync("ci", cancellationToken: Token);
        var key = await Client.ServiceAccounts.ApiKeys.CreateAsync(account.Id, "k", cancellationToken: Token);

        Assert.Equal(Server!.Address, (await ZenServer.UseApiKeyAsync(key.Text, Options, Token)).TrimEnd('/'));

        await using var later = Open();
        Assert.Equal("ci", (await later.Users.GetCurrentAsync(Token)).Name);
    }

    /// <summary>Logs somebody in on another machine.</summary>
    /// <returns>Who it is.</returns>
    private async Task<string> LogInAsync(ServerLogin login)
    {
        using var elsewhere = new TestKit.TemporaryFolder();
        var options = Options with { ConfigPath = elsewhere.Path };
        await ZenServer.ConnectAsync(Server!.Address, login, options, Token);
        await using var client = ZenClient.Open(options);
        return (await client.Users.GetCurrentAsync(Token)).Name;
    }

    private static async Task<ErrorCode> FailsAsync(Func<Task> action) => (await Assert.ThrowsAsync<ZenException>(action)).Code;
}
