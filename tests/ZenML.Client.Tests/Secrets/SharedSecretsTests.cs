using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Time;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Secrets;

/// <summary>What a role or a grant opens to the other account, over our server.</summary>
public sealed class SharedSecretsTests : ClientTest
{
    private const string Shared = $"{TestAccounts.Administrator}/db";

    protected override TestTarget Target => TestTarget.OwnServer;

    private IDatabase Database => ((OwnServer)Server!).Database;

    private Id<User> OtherId { get; set; }

    [Fact]
    public async Task A_shared_private_secret_is_listed_and_found_under_the_name_of_its_owner()
    {
        var secret = await AddPrivateAsync();
        await using var other = await OpenAsOtherAsync();
        await ShareAsync(secret, SecretRight.Read);

        var listed = Assert.Single((await other.Secrets.ListPageAsync(cancellationToken: Token)).Items);
        Assert.Equal((Shared, true, secret.Id), (listed.ReferenceName, listed.IsShared, listed.Id));
        Assert.Equal("owned", (await other.Secrets.GetAsync(Shared, cancellationToken: Token)).Values["password"].Reveal());
        Assert.Equal("owned", (await other.Secrets.GetAsync(secret.Id, Token)).Values["password"].Reveal());
        Assert.Equal(secret.Id, (await other.Secrets.FindAsync("default/d", mode: LookupMode.Reading, cancellationToken: Token)).Id);
        await Assert.ThrowsAsync<ZenException>(() => other.Secrets.GetAsync("db", cancellationToken: Token));
        Assert.False((await Client.Secrets.FindAsync("db", cancellationToken: Token)).IsShared);
    }

    [Fact]
    public async Task A_shared_secret_never_answers_for_an_own_one_or_one_of_the_workspace()
    {
        await ShareAsync(await AddPrivateAsync(), SecretRight.Read);
        await using var other = await OpenAsOtherAsync();
        await other.Secrets.CreateAsync("db", new() { ["password"] = "everyone's" }, cancellationToken: Token);
        Assert.Equal("everyone's", await ReadAsync(other, "db"));
        await other.Secrets.CreateAsync("db", new() { ["password"] = "own" }, SecretScope.User, Token);
        Assert.Equal("own", await ReadAsync(other, "db"));
        Assert.Equal("owned", await ReadAsync(other, Shared));
    }

    [Fact]
    public async Task References_to_a_shared_secret_resolve_until_it_is_no_longer_shared()
    {
        var secret = await AddPrivateAsync();
        await ShareAsync(secret, SecretRight.Read);
        await ActivateStackAsync(new ConfigurationMap { ["tracking_password"] = $"{{{{{Shared}.password}}}}" });
        await using var other = await OpenAsOtherAsync();
        Assert.True((await other.Stacks.FindAndValidateAsync("production", cancellationToken: Token)).Passes);
        Assert.Equal("owned", await ReadAsync(other, Shared));

        await ChangeAsync((unit, token) => unit.Access.DeleteGrantAsync(secret.Id, AccessHolder.Of(OtherId), token));
        var missing = Assert.Single((await other.Stacks.FindAndValidateAsync("production", cancellationToken: Token)).Missing);
        Assert.Equal(ReferenceOutcome.SecretMissing, missing.Outcome);
        var refused = await Assert.ThrowsAsync<ZenException>(() => other.Secrets.GetAsync(secret.Id, Token));
        Assert.Equal(ErrorCode.NotFound, refused.Code);
        Assert.Empty((await other.Secrets.ListPageAsync(cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task Whoever_may_write_a_shared_secret_sets_it_under_its_name_and_creates_no_other()
    {
        var secret = await AddPrivateAsync();
        await using var other = await OpenAsOtherAsync();
        await ShareAsync(secret, SecretRight.Read);
        var refused = await Assert.ThrowsAsync<ZenException>(
            () => other.Secrets.SetAsync(Shared, new() { ["password"] = "new" }, cancellationToken: Token));
        Assert.Equal(ErrorCode.NotAllowed, refused.Code);

        await ShareAsync(secret, SecretRight.Write);
        var edited = await other.Secrets.SetAsync(Shared, new() { ["password"] = "new" }, cancellationToken: Token);
        Assert.Equal((secret.Id, false), (edited.Secret.Id, edited.IsNew));
        Assert.Equal("new", await ReadAsync(Client, "db"));
        var exists = await Assert.ThrowsAsync<ZenException>(
            () => other.Secrets.CreateAsync(Shared, new() { ["password"] = "new" }, cancellationToken: Token));
        Assert.Equal(ErrorCode.AlreadyExists, exists.Code);
        foreach (var update in new[] { new SecretUpdate { Name = SecretName.Parse("mine") }, new SecretUpdate { KeepVersions = 1 } })
        {
            refused = await Assert.ThrowsAsync<ZenException>(() => other.Secrets.UpdateAsync(secret.Id, update, Token));
            Assert.Equal(ErrorCode.NotAllowed, refused.Code);
        }
    }

    [Fact]
    public async Task A_check_says_what_a_viewer_may_not_read_apart_from_what_is_missing()
    {
        await Client.Secrets.CreateAsync("db", new() { ["password"] = "everyone's" }, cancellationToken: Token);
        await ActivateStackAsync(new ConfigurationMap
        {
            ["tracking_username"] = "{{nope.user}}", ["tracking_password"] = "{{db.password}}",
        });
        await using var other = await OpenAsOtherAsync();
        await SetRoleAsync(Role.Viewer);

        var validation = await other.Stacks.FindAndValidateAsync("production", cancellationToken: Token);
        Assert.Equal(
            ["db NotReadable", "nope SecretMissing"],
            validation.Missing.Select(missing => $"{missing.Secret} {missing.Outcome}").Order(StringComparer.Ordinal));
        Assert.Contains("you may not read the values of the secret", validation.Explain(), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<ZenException>(() => other.Secrets.GetAsync("db", cancellationToken: Token));
        Assert.Equal(
            (ErrorCode.NotAllowed,
                "You may not read the values of the secret 'db': your role in the workspace 'default' is viewer. "
                + "Ask one of the owners of the workspace 'default'."),
            (refused.Code, refused.Message));
        Assert.Equal(["password"], (await other.Secrets.FindAsync("db", cancellationToken: Token)).Keys);

        await SetRoleAsync(Role.Runner);
        Assert.Equal("everyone's", await ReadAsync(other, "db"));
    }

    [Fact]
    public async Task Roles_do_not_open_a_restricted_secret_and_a_grant_does()
    {
        var secret = await Client.Secrets.CreateAsync(
            "db", new() { ["password"] = "few" }, new SecretOptions { IsRestricted = true }, Token);
        await Client.Secrets.CreateAsync("open", new() { ["password"] = "all" }, cancellationToken: Token);
        await using var other = await OpenAsOtherAsync();

        Assert.True((await other.Secrets.FindAsync("db", cancellationToken: Token)).IsRestricted);
        var refused = await Assert.ThrowsAsync<ZenException>(() => other.Secrets.GetAsync("db", cancellationToken: Token));
        Assert.Contains("it is restricted", refused.Message, StringComparison.Ordinal);
        var page = await other.Secrets.GetPageAsync(cancellationToken: Token);
        Assert.Equal(("open", 2), (Assert.Single(page.Items).Name, page.Total));

        await ShareAsync(secret, SecretRight.Read);
        Assert.Equal("few", await ReadAsync(other, "db"));
        Assert.Equal("few", await ReadAsync(Client, "db"));
        var lifted = await Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { IsRestricted = false }, Token);
        Assert.False(lifted.IsRestricted);
    }

    [Fact]
    public async Task Changes_of_a_shared_secret_are_noticed_and_those_of_other_private_secrets_are_not()
    {
        var secret = await AddPrivateAsync();
        await ShareAsync(secret, SecretRight.Describe);
        await using var other = await OpenAsOtherAsync();
        var before = await CursorAsync(other);

        await Client.Secrets.CreateAsync("more", new() { ["password"] = "hidden" }, SecretScope.User, Token);
        Assert.Equal(before, await CursorAsync(other));

        await Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["password"] = "new" } }, Token);
        Assert.NotEqual(before, await CursorAsync(other));
    }

    private static async Task<string> ReadAsync(ZenClient client, string name) =>
        (await client.Secrets.GetAsync(name, cancellationToken: Token)).Values["password"].Reveal();

    private static async Task<string> CursorAsync(ZenClient client)
    {
        await foreach (var start in client.SecretChanges.WatchAsync(cancellationToken: Token))
        {
            return start.Cursor;
        }

        throw new InvalidOperationException("A watch begins with a notice.");
    }

    private Task<SecretInfo> AddPrivateAsync() =>
        Client.Secrets.CreateAsync("db", new() { ["password"] = "owned" }, SecretScope.User, Token);

    private async Task ShareAsync(SecretInfo secret, SecretRight right)
    {
        await FindOtherAsync();
        await ChangeAsync((unit, token) => unit.Access.SaveAsync(
            new SecretGrant
            {
                Secret = secret.Id, Holder = AccessHolder.Of(OtherId), Right = right, GrantedBy = secret.User.Id, Created = secret.Created,
            },
            token));
    }

    private async Task SetRoleAsync(Role role)
    {
        await FindOtherAsync();
        await ChangeAsync((unit, token) => unit.Access.SaveAsync(
            new RoleBinding
            {
                Holder = AccessHolder.Of(OtherId), Role = role, Created = TimeProvider.System.GetMicrosecondUtcNow(),
            },
            token));
    }

    private async Task FindOtherAsync() => OtherId = await Database.ReadAsync(
        async (unit, token) => (await unit.Users.FindByNameAsync(TestAccounts.Other, token))[0].Id, Token);

    private Task<bool> ChangeAsync(Func<IUnitOfWork, CancellationToken, Task> change) => Database.WriteAsync(
        async (unit, token) =>
        {
            await change(unit, token);
            return true;
        },
        Token);
}
