using ZenML.Core.Accounts.Credentials;
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
}
