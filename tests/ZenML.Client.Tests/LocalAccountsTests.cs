using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;

namespace ZenML.Client.Tests;

/// <summary>The local store has one user, and says so.</summary>
public sealed class LocalAccountsTests : ClientTest
{
    [Fact]
    public async Task Account_management_on_the_local_store_points_to_a_server()
    {
        foreach (var attempt in new Func<Task>[]
        {
            () => Client.Users.CreateAsync(new NewUser("ada", false), Token),
            () => Client.Users.UpdateAsync("default", new UserUpdate { FullName = "x" }, cancellationToken: Token),
            () => Client.Users.ChangePasswordAsync("a", "b", Token),
            () => Client.ServiceAccounts.ListPageAsync(cancellationToken: Token),
            () => Client.Devices.ListPageAsync(cancellationToken: Token),
            () => Client.Users.GetPasswordResetsAsync(Token),
            () => Client.EnsureServerAsync(Token),
            () => Client.Roles.ListAsync(cancellationToken: Token),
            () => Client.Groups.ListPageAsync(cancellationToken: Token),
            () => Client.Secrets.GetAccessAsync("db", cancellationToken: Token),
            () => Client.Users.GetAccessAsync(cancellationToken: Token),
        })
        {
            var error = await Assert.ThrowsAsync<ZenException>(attempt);
            Assert.Equal(ErrorCode.NotAllowed, error.Code);
            Assert.Contains("zenml connect", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("default", Assert.Single((await Client.Users.ListPageAsync(cancellationToken: Token)).Items).Name);
        Assert.Contains(
            "zenml connect",
            (await Assert.ThrowsAsync<ZenException>(() => ZenServer.UseApiKeyAsync("ZENKEY_x", Options, Token)))
                .Message,
            StringComparison.Ordinal);
    }
}
