using ZenML.Client.Remote.Login;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote;

/// <summary>The command that logs in again after the account was renamed.</summary>
public class RenamedAccountTests : ClientTest
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task The_login_hint_uses_the_new_name_after_an_account_renamed_itself()
    {
        await Client.Users.UpdateAsync(TestAccounts.Administrator, new UserUpdate { Name = "renamed" }, cancellationToken: Token);

        Assert.EndsWith("--username renamed", await HintAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_login_hint_uses_the_new_name_after_someone_else_renamed_the_account()
    {
        await using (var elsewhere = Open(options => options with { ConfigPath = Path.Combine(Folder, "elsewhere") }))
        {
            var login = new ServerLogin.Password(TestAccounts.Administrator, Server!.Password);
            await ZenServer.ConnectAsync(Server.Address, login, Options with { ConfigPath = Path.Combine(Folder, "elsewhere") }, Token);
            await elsewhere.Users.UpdateAsync(TestAccounts.Administrator, new UserUpdate { Name = "two words" }, cancellationToken: Token);
        }

        Assert.Equal("two words", (await Client.Users.GetCurrentAsync(Token)).Name);

        Assert.EndsWith("--username 'two words'", await HintAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_password_still_works_after_the_account_was_renamed()
    {
        await ZenServer.ConnectAsync(
            Server!.Address, new ServerLogin.Password(TestAccounts.Administrator, Server.Password) { IsKept = true }, Options, Token);
        await Client.Users.UpdateAsync(TestAccounts.Administrator, new UserUpdate { Name = "renamed" }, cancellationToken: Token);
        Change(account => account with { Token = "not.a.token" });

        await using var next = Open();
        Assert.Equal("renamed", (await next.Users.GetCurrentAsync(Token)).Name);
    }

    [Fact]
    public async Task A_change_of_another_account_does_not_affect_the_own_name()
    {
        await Client.Users.UpdateAsync(TestAccounts.Other, new UserUpdate { Name = "somebody" }, cancellationToken: Token);

        Assert.EndsWith($"--username {TestAccounts.Administrator}", await HintAsync(), StringComparison.Ordinal);
    }

    /// <summary>The message when the login is no longer valid.</summary>
    private async Task<string> HintAsync()
    {
        Change(account => account with { Token = "not.a.token" });
        await using var next = Open();
        return (await Assert.ThrowsAsync<ZenException>(() => next.Secrets.ListPageAsync(cancellationToken: Token))).Message;
    }

    private void Change(Func<ServerAccount, ServerAccount> change)
    {
        var credentials = new CredentialsFile(Folder);
        credentials.Set(Server!.Address, change(credentials.Find(Server.Address)!));
    }
}
