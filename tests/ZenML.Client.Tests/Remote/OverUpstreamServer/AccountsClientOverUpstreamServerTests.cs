using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

/// <summary>Accounts on a server of ZenML 0.58.</summary>
public sealed class AccountsClientOverUpstreamServerTests : AccountsClientTests
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Fact]
    public async Task The_Python_server_cannot_change_whether_an_account_is_active_so_the_client_does_not_try()
    {
        await Client.Users.CreateAsync(new Core.Accounts.Users.NewUser("ada", IsAdmin: false) { Password = "long enough" }, Token);

        var error = await Assert.ThrowsAsync<Core.Errors.ZenException>(
            () => Client.Users.UpdateAsync(
                "ada",
                new Core.Accounts.Users.UserUpdate { FullName = "y", IsActive = false },
                cancellationToken: Token));

        Assert.Contains("zenml user deactivate ada", error.Message, StringComparison.Ordinal);
        Assert.Equal("", (await Client.Users.GetAsync("ada", cancellationToken: Token)).FullName);
    }
}
