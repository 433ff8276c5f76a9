using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
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

    [Fact]
    public async Task No_key_is_created_if_the_server_would_ignore_its_limits()
    {
        var ci = await Client.ServiceAccounts.CreateAsync("ci", cancellationToken: Token);
        var keys = Client.ServiceAccounts.ApiKeys;
        var narrow = new ApiKeyDefinition("k") { Limits = new AccessLimits { Role = Role.Viewer } };
        await keys.CreateAsync(ci.Id, "plain", cancellationToken: Token);
        var expiring = new ApiKeyUpdate { Limits = new ApiKeyLimitsUpdate { NeverExpires = true } };

        Func<Task>[] attempts =
        [
            () => keys.CreateAsync(ci.Id, narrow, Token),
            () => keys.UpdateAsync(ci.Id, "plain", expiring, Token),
            () => keys.ListPageAsync(ci.Id, new ListQuery { SortBy = "desc:expires" }, Token),
        ];

        foreach (var attempt in attempts)
        {
            var error = await Assert.ThrowsAsync<ZenException>(attempt);
            Assert.Equal(ErrorCode.NotAllowed, error.Code);
            Assert.Contains("has no limits of API keys", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["plain"], (await keys.ListPageAsync(ci.Id, cancellationToken: Token)).Items.Select(key => key.Name));
    }

    [Fact]
    public async Task The_Python_server_has_no_record_of_tokens()
    {
        var error = await Assert.ThrowsAsync<ZenException>(() => Client.Tokens.ListPageAsync(cancellationToken: Token));

        Assert.Equal(ErrorCode.NotAllowed, error.Code);
    }
}
