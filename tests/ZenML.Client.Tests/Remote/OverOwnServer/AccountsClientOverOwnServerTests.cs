using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

/// <summary>Accounts on our own server.</summary>
public sealed class AccountsClientOverOwnServerTests : AccountsClientTests
{
    private static readonly DateTimeOffset End = new(2127, 1, 31, 8, 0, 0, TimeSpan.Zero);

    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task A_key_has_the_limits_that_it_was_created_with()
    {
        var ci = await Client.ServiceAccounts.CreateAsync("ci", cancellationToken: Token);
        var secret = await Client.Secrets.CreateAsync("db", new() { ["k"] = "v1" }, cancellationToken: Token);
        var workspace = await Client.Workspaces.GetActiveAsync(Token);

        var created = await Client.ServiceAccounts.ApiKeys.CreateAsync(
            ci.Id,
            new ApiKeyDefinition("deploy")
            {
                Description = "for tests",
                Limits = new AccessLimits
                {
                    Role = Role.Runner, Workspace = workspace.Id, Secrets = new HashSet<Id<Secret>> { secret.Id },
                },
                Networks = ["10.0.0.0/8", "::1"],
                Expires = End,
            },
            Token);

        foreach (var key in new[] { created.Key, await Client.ServiceAccounts.ApiKeys.GetAsync(ci.Id, "deploy", Token) })
        {
            Assert.Equal(("for tests", Role.Runner, workspace.Id), (key.Description, key.Limits.Role, key.Limits.Workspace));
            Assert.Equal([secret.Id], key.Limits.Secrets!);
            Assert.Equal(["10.0.0.0/8", "::1/128"], key.Networks);
            Assert.Equal((End, false, false), (key.Expires, key.Limits.RolesOnly, key.HidesLimits));
        }
    }

    [Fact]
    public async Task Limits_are_changed_one_by_one_and_removed()
    {
        var ci = await Client.ServiceAccounts.CreateAsync("ci", cancellationToken: Token);
        var keys = Client.ServiceAccounts.ApiKeys;
        var workspace = await Client.Workspaces.GetActiveAsync(Token);
        var secret = await Client.Secrets.CreateAsync("db", new() { ["k"] = "v1" }, cancellationToken: Token);
        await keys.CreateAsync(ci.Id, "k", cancellationToken: Token);
        Task<ApiKey> ChangeAsync(ApiKeyLimitsUpdate limits) => keys.UpdateAsync(ci.Id, "k", new ApiKeyUpdate { Limits = limits }, Token);

        await ChangeAsync(new() { Role = Role.Viewer });
        await ChangeAsync(new() { Workspace = workspace.Id, Networks = ["10.0.0.0/8"] });
        var limited = await ChangeAsync(new() { Secrets = [secret.Id], Expires = End });

        Assert.Equal((Role.Viewer, workspace.Id, End), (limited.Limits.Role, limited.Limits.Workspace, limited.Expires));
        Assert.Equal((1, 1), (limited.Limits.Secrets!.Count, limited.Networks.Count));
        var without = await ChangeAsync(
            new() { AnyRole = true, AnyWorkspace = true, Secrets = [], Networks = [], NeverExpires = true });
        Assert.True(without.Limits.IsNone);
        Assert.Equal((0, null), (without.Networks.Count, without.Expires));
    }

    [Fact]
    public async Task Keys_can_be_filtered_and_sorted_by_their_expiry_and_last_use()
    {
        var ci = await Client.ServiceAccounts.CreateAsync("ci", cancellationToken: Token);
        var keys = Client.ServiceAccounts.ApiKeys;
        await keys.CreateAsync(ci.Id, "forever", cancellationToken: Token);
        await keys.CreateAsync(ci.Id, new ApiKeyDefinition("late") { Expires = End.AddYears(1) }, Token);
        await keys.CreateAsync(ci.Id, new ApiKeyDefinition("early") { Expires = End }, Token);

        async Task<IEnumerable<string>> ListAsync(ListQuery query) =>
            (await keys.ListPageAsync(ci.Id, query, Token)).Items.Select(key => key.Name);

        Assert.Equal(["late", "early"], (await ListAsync(new ListQuery { SortBy = "desc:expires" })).Take(2));
        Assert.Equal(["early"], await ListAsync(new ListQuery { ["expires"] = "lt:2127-06-01 00:00:00" }));
        Assert.Empty(await ListAsync(new ListQuery { ["last_used"] = "gt:2000-01-01 00:00:00" }));
    }

    [Fact]
    public async Task Tokens_are_listed_found_by_the_beginning_of_their_id_and_revoked()
    {
        await using var other = await OpenAsOtherAsync();
        await other.Users.GetCurrentAsync(Token);
        var own = Assert.Single((await other.Tokens.ListPageAsync(cancellationToken: Token)).Items);
        Assert.Equal((TestAccounts.Other, SessionOrigin.Password, true), (own.Account.Name, own.Origin, own.IsCurrent));

        var listed = await Client.Tokens.ListAsync(ofEveryone: true, cancellationToken: Token).ToListAsync(Token);
        var found = await Client.Tokens.GetAsync(own.Id.ToString()[..8], LookupMode.Changing, Token);

        Assert.Contains(listed, token => token.Id == own.Id && !token.IsCurrent);
        Assert.Equal(own.Id, found.Id);
        Assert.Equal(
            ErrorCode.NotAllowed,
            (await Assert.ThrowsAsync<ZenException>(() => other.Tokens.ListPageAsync(ofEveryone: true, cancellationToken: Token))).Code);
        await Client.Tokens.RevokeAsync(own.Id, Token);
        Assert.DoesNotContain(
            await Client.Tokens.ListAsync(ofEveryone: true, cancellationToken: Token).ToListAsync(Token), token => token.Id == own.Id);
        Assert.Equal(
            ErrorCode.NotFound,
            (await Assert.ThrowsAsync<ZenException>(() => Client.Tokens.GetAsync(own.Id.ToString(), cancellationToken: Token))).Code);
    }
}
