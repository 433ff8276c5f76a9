using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class ServerInitializationTests
{
    [Fact]
    public async Task A_server_hashes_a_configured_password_only_while_its_administrator_has_none()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var passwords = new PlainPasswords();
        var parts = store.Parts with { Passwords = passwords };

        var first = await ServerInitialization.RunAsync(
            parts, new FirstUser("default", new SensitiveString("correct horse")), isReachableByOthers: true, Token);
        var second = await ServerInitialization.RunAsync(
            parts, new FirstUser("default", new SensitiveString("another horse")), isReachableByOthers: true, Token);

        Assert.Equal(1, passwords.Hashed);
        Assert.Equal((false, true), (first.IsPasswordUnused, second.IsPasswordUnused));
        Assert.Equal((first.ServerId, Convert.ToHexString(first.SigningKey)), (second.ServerId, Convert.ToHexString(second.SigningKey)));
        var logins = new LoginService(parts, allowsEmptyPassword: false);
        await logins.WithPasswordAsync("default", new SensitiveString("correct horse"), ClientAddress.Unknown, Token);
    }

    [Fact]
    public async Task The_owner_of_a_store_replaces_the_password_of_its_administrator_and_ends_the_sessions()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var parts = store.Parts with { Passwords = new PlainPasswords() };
        var logins = new LoginService(parts, allowsEmptyPassword: false);
        await ServerInitialization.RunAsync(
            parts, new FirstUser("default", new SensitiveString("correct horse")), isReachableByOthers: true, Token);
        var before = await FindAsync();

        var reset = await ServerInitialization.RunAsync(
            parts,
            new FirstUser("default", new SensitiveString("another horse")) { ReplacesPassword = true },
            isReachableByOthers: true,
            Token);

        Assert.False(reset.IsPasswordUnused);
        Assert.True((await FindAsync()).Generation > before.Generation);
        await logins.WithPasswordAsync("default", new SensitiveString("another horse"), ClientAddress.Unknown, Token);
        await Assert.ThrowsAsync<ZenException>(
            () => logins.WithPasswordAsync("default", new SensitiveString("correct horse"), ClientAddress.Unknown, Token));

        Task<AccountCredentials> FindAsync() => parts.Database.ReadAsync(
            async (unit, token) =>
                await unit.Credentials.FindAsync((await unit.Users.FindByNameAsync("default", token)).Single().Id, token),
            Token);
    }

    [Fact]
    public async Task A_password_is_not_replaced_for_an_account_that_is_not_active()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var parts = store.Parts with { Passwords = new PlainPasswords() };
        await ServerInitialization.RunAsync(
            parts, new FirstUser("default", new SensitiveString("correct horse")), isReachableByOthers: false, Token);
        await parts.Database.WriteAsync(
            async (unit, token) =>
            {
                var user = (await unit.Users.FindByNameAsync("default", token)).Single();
                await unit.Users.UpdateAsync(user with { IsActive = false }, token);
                return 0;
            },
            Token);

        var error = await Assert.ThrowsAsync<ZenException>(() => ServerInitialization.RunAsync(
            parts,
            new FirstUser("default", new SensitiveString("another horse")) { ReplacesPassword = true },
            isReachableByOthers: false,
            Token));

        Assert.Equal(ErrorCode.NotAllowed, error.Code);
        Assert.Contains("it is not active", error.Message, StringComparison.Ordinal);
    }
}
