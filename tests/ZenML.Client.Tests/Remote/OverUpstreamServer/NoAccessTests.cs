using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

/// <summary>ZenML's own server has no roles, groups and shares, and the client says so.</summary>
public sealed class NoAccessTests : ClientTest
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Fact]
    public async Task Everything_about_roles_groups_and_shares_is_refused_over_a_server_of_ZenML()
    {
        var secret = await Client.Secrets.CreateAsync("db", new SecretValues { ["k"] = "v" }, cancellationToken: Token);
        foreach (var attempt in new Func<Task>[]
        {
            () => Client.Roles.ListAsync(cancellationToken: Token),
            () => Client.Roles.GrantEverywhereAsync("default", Role.Viewer, Token),
            () => Client.Roles.RevokeAsync("default", cancellationToken: Token),
            () => Client.Groups.CreateAsync("ops", cancellationToken: Token),
            () => Client.Groups.GetAsync("ops", cancellationToken: Token),
            () => Client.Groups.ListPageAsync(cancellationToken: Token),
            () => Client.Secrets.ShareAsync(secret.Id, "default", SecretRight.Read, null, Token),
            () => Client.Secrets.UnshareAsync("db", "default", cancellationToken: Token),
            () => Client.Secrets.GetAccessAsync(secret.Id, Token),
            () => Client.Users.GetAccessAsync(cancellationToken: Token),
        })
        {
            var error = await Assert.ThrowsAsync<ZenException>(attempt);

            Assert.Equal(ErrorCode.NotAllowed, error.Code);
            Assert.Contains("is ZenML's own, which has no roles, groups or shares of secrets", error.Message, StringComparison.Ordinal);
        }
    }
}
