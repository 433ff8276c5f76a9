using ZenML.TestKit.Doors;

namespace ZenML.Client.Tests.Remote.OverStockServer;

/// <summary>Accounts on a server of ZenML 0.58.</summary>
public sealed class AccountsClientOverStockServerTests : AccountsClientTests
{
    protected override TestDoor Door => TestDoor.UpstreamServer;

    [Fact]
    public async Task Whether_an_account_is_active_cannot_be_changed_with_the_rest_there_and_is_not_tried()
    {
        await Client.Users.CreateAsync(new Core.Accounts.Users.NewUser("ada", IsAdmin: false) { Password = "long enough" }, Token);

        var error = await Assert.ThrowsAsync<Core.Errors.ZenException>(
            () => Client.Users.UpdateAsync("ada", new Core.Accounts.Users.UserUpdate { FullName = "y", IsActive = false }, cancellationToken: Token));

        Assert.Contains("zenml user deactivate ada", error.Message, StringComparison.Ordinal);
        Assert.Equal("", (await Client.Users.GetAsync("ada", cancellationToken: Token)).FullName);
    }
}
