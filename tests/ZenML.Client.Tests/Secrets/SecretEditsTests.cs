using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Transfers;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Secrets;

/// <summary>Edits of secrets, and what they say that they did.</summary>
public class SecretEditsTests : ClientTest
{
    private bool TracksVersions => Target != TestTarget.UpstreamServer;

    [Fact]
    public async Task An_edit_returns_the_keys_that_it_added_changed_and_removed()
    {
        var secret = await CreateAsync(new() { ["user"] = "ada", ["password"] = "old", ["token"] = "t" });

        var edited = await Client.Secrets.EditAsync(
            secret.Id,
            new SecretUpdate { Set = new() { ["port"] = "1", ["password"] = "new", ["user"] = "ada" }, Remove = ["token"] },
            Token);

        AssertKeys(edited.Keys, added: ["port"], changed: ["password"], removed: ["token"]);
        Assert.Equal((true, false), (edited.IsChanged, edited.IsNew));
        Assert.Equal(["user", "password", "port"], edited.Secret.Keys);
        var values = (await Client.Secrets.GetAsync(secret.Id, Token)).Values;
        Assert.Equal(["ada", "new", "1"], values.Values.Select(value => value.Reveal()));
    }

    [Fact]
    public async Task An_edit_with_equal_values_writes_nothing_and_keeps_the_version_and_the_time()
    {
        var secret = await CreateAsync(new() { ["a"] = "1", ["b"] = "2" });

        var edited = await Client.Secrets.EditAsync(secret.Id, new SecretUpdate { Set = new() { ["b"] = "2" } }, Token);

        Assert.False(edited.IsChanged);
        Assert.True(edited.Keys.IsNone);
        var now = (await Client.Secrets.GetAsync(secret.Id, Token)).Info;
        Assert.Equal((secret.Version, secret.Updated), (now.Version, now.Updated));
        Assert.Equal((secret.Version, secret.Updated), (edited.Secret.Version, edited.Secret.Updated));
    }

    [Fact]
    public async Task An_edit_of_the_scope_alone_changes_no_key()
    {
        var secret = await CreateAsync(new() { ["a"] = "1" });

        var edited = await Client.Secrets.EditAsync(secret.Id, new SecretUpdate { Scope = SecretScope.User }, Token);

        Assert.True(edited.IsChanged);
        Assert.True(edited.Keys.IsNone);
        Assert.Equal(SecretScope.User, edited.Secret.Scope);
    }

    [Fact]
    public async Task Changes_that_expect_another_version_are_rejected_and_change_nothing()
    {
        var secret = await CreateAsync(new() { ["a"] = "1" });
        var secrets = Client.Secrets;
        var changes = new Func<Task>[]
        {
            () => secrets.EditAsync(secret.Id, new SecretUpdate { Set = new() { ["a"] = "2" }, IfVersion = 7 }, Token),
            () => secrets.SetAsync("s", new() { ["a"] = "2" }, ifVersion: 7, cancellationToken: Token),
            () => secrets.CopyAsync(secret.Id, new SecretCopy(SecretName.Parse("copy")) { IfVersion = 7 }, Token),
            () => secrets.MoveAsync(secret.Id, new SecretDestination { Scope = SecretScope.User, IfVersion = 7 }, Token),
            () => secrets.History.RollbackAsync(secret.Id, 1, ifVersion: 7, Token),
            () => secrets.History.DestroyAsync(secret.Id, 1, ifVersion: 7, Token),
            () => secrets.DeleteAsync(secret.Id, ifVersion: 7, Token),
        };

        foreach (var change in changes)
        {
            await FailsAsync(TracksVersions ? ErrorCode.VersionMismatch : ErrorCode.NotAllowed, change);
        }

        var only = Assert.Single((await secrets.ListPageAsync(cancellationToken: Token)).Items);
        Assert.Equal((secret.Id, secret.Version, secret.Scope), (only.Id, only.Version, only.Scope));
        Assert.Equal("1", (await secrets.GetAsync(secret.Id, Token))["a"].Reveal());
    }

    [Fact]
    public async Task Changes_that_expect_the_version_that_the_secret_has_are_made()
    {
        if (!TracksVersions)
        {
            return;
        }

        var secret = await CreateAsync(new() { ["a"] = "1" });
        var set = await Client.Secrets.SetAsync("s", new() { ["a"] = "2" }, ifVersion: 1, keepVersions: 4, cancellationToken: Token);
        await Client.Secrets.CopyAsync(secret.Id, new SecretCopy(SecretName.Parse("copy")) { IfVersion = 2 }, Token);
        await Client.Secrets.MoveAsync(secret.Id, new SecretDestination { Scope = SecretScope.User, IfVersion = 2 }, Token);
        await Client.Secrets.History.DestroyAsync(secret.Id, 1, ifVersion: 3, Token);
        await Client.Secrets.DeleteAsync(secret.Id, ifVersion: 3, Token);
        await FailsAsync(
            ErrorCode.VersionMismatch, () => Client.DeletedSecrets.UndeleteAsync(secret.Id, null, ifVersion: 3, Token));
        await FailsAsync(
            ErrorCode.VersionMismatch, () => Client.DeletedSecrets.PurgeAsync(secret.Id, new SecretPurge { IfVersion = 3 }, Token));
        var undeleted = await Client.DeletedSecrets.UndeleteAsync(secret.Id, null, ifVersion: 4, Token);
        await Client.Secrets.DeleteAsync(secret.Id, Token);
        await Client.DeletedSecrets.PurgeAsync(secret.Id, new SecretPurge { IfVersion = 6 }, Token);

        Assert.Equal(4, set.Secret.KeepVersions);
        Assert.Equal(5, undeleted.Version);
        Assert.Equal(["copy"], (await Client.Secrets.ListPageAsync(cancellationToken: Token)).Items.Select(found => found.Name.Value));
        await FailsAsync(
            ErrorCode.VersionMismatch, () => Client.Secrets.SetAsync("new", new() { ["a"] = "1" }, ifVersion: 1, cancellationToken: Token));
    }

    [Fact]
    public async Task An_edit_that_removes_an_unknown_key_fails_and_changes_nothing()
    {
        var secret = await CreateAsync(new() { ["a"] = "1" });

        var failure = await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.EditAsync(
            secret.Id, new SecretUpdate { Set = new() { ["a"] = "2" }, Remove = ["nothing"] }, Token));

        Assert.Equal(ErrorCode.NotFound, failure.Code);
        Assert.Equal("1", (await Client.Secrets.GetAsync(secret.Id, Token))["a"].Reveal());
    }

    [Fact]
    public async Task An_edit_depends_on_the_version_that_it_is_given()
    {
        var secret = await CreateAsync(new() { ["a"] = "1" });
        if (!TracksVersions)
        {
            var refused = await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.EditAsync(
                secret.Id, new SecretUpdate { Set = new() { ["a"] = "2" }, IfVersion = 1 }, Token));
            Assert.Equal(ErrorCode.NotAllowed, refused.Code);
            return;
        }

        await Client.Secrets.EditAsync(secret.Id, new SecretUpdate { Set = new() { ["a"] = "2" }, IfVersion = 1 }, Token);
        var stale = await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.EditAsync(
            secret.Id, new SecretUpdate { Set = new() { ["a"] = "3" }, IfVersion = 1 }, Token));

        Assert.Equal(ErrorCode.VersionMismatch, stale.Code);
    }

    [Fact]
    public async Task Set_creates_a_secret_and_then_adds_and_changes_its_keys()
    {
        var created = await Client.Secrets.SetAsync("s", new() { ["a"] = "1", ["b"] = "2" }, cancellationToken: Token);
        var changed = await Client.Secrets.SetAsync("s", new() { ["b"] = "two", ["c"] = "3" }, cancellationToken: Token);
        var same = await Client.Secrets.SetAsync("s", new() { ["a"] = "1" }, cancellationToken: Token);

        Assert.Equal((true, true), (created.IsNew, created.IsChanged));
        AssertKeys(created.Keys, added: ["a", "b"], changed: [], removed: []);
        Assert.Equal((false, true), (changed.IsNew, changed.IsChanged));
        AssertKeys(changed.Keys, added: ["c"], changed: ["b"], removed: []);
        Assert.Equal((false, false), (same.IsNew, same.IsChanged));
        Assert.Equal(created.Secret.Id, same.Secret.Id);
        Assert.Equal(TracksVersions ? 2 : 0, same.Secret.Version);
        Assert.Equal(["a", "b", "c"], (await Client.Secrets.GetAsync("s", cancellationToken: Token)).Values.Keys);
    }

    [Fact]
    public async Task Set_finds_the_secret_of_its_scope_only()
    {
        await Client.Secrets.SetAsync("s", new() { ["a"] = "shared" }, cancellationToken: Token);
        var own = await Client.Secrets.SetAsync("s", new() { ["a"] = "own" }, SecretScope.User, cancellationToken: Token);

        Assert.True(own.IsNew);
        Assert.Equal("shared", (await Client.Secrets.GetAsync("s", SecretScope.Workspace, cancellationToken: Token))["a"].Reveal());
    }

    [Fact]
    public async Task Of_many_that_set_one_key_of_a_new_secret_exactly_one_creates_it_and_all_keys_are_kept()
    {
        if (!TracksVersions)
        {
            // Two requests cannot be one transaction.
            return;
        }

        var names = Enumerable.Range(0, 8).Select(index => $"key{index}").ToArray();

        var outcomes = await Task.WhenAll(names.Select(name =>
            Client.Secrets.SetAsync("s", new() { [name] = name }, cancellationToken: Token)));

        Assert.Single(outcomes, outcome => outcome.IsNew);
        Assert.All(names.Zip(outcomes), pair => AssertKeys(pair.Second.Keys, added: [pair.First], changed: [], removed: []));
        Assert.Equal(names, (await Client.Secrets.GetAsync("s", cancellationToken: Token)).Values.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_private_secret_of_another_account_does_not_exist_for_edits_and_sets()
    {
        if (Target == TestTarget.UpstreamServer)
        {
            return;
        }

        await using var other = await OpenAsOtherAsync();
        var theirs = await other.Secrets.CreateAsync("s", new() { ["a"] = "theirs" }, SecretScope.User, cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<ZenException>(
            () => Client.Secrets.EditAsync(theirs.Id, new SecretUpdate { Set = new() { ["a"] = "mine" } }, Token));
        var set = await Client.Secrets.SetAsync("s", new() { ["a"] = "mine" }, SecretScope.User, cancellationToken: Token);

        Assert.Equal(ErrorCode.NotFound, failure.Code);
        Assert.True(set.IsNew);
        Assert.Equal("theirs", (await other.Secrets.GetAsync(theirs.Id, Token))["a"].Reveal());
    }

    private static async Task FailsAsync(ErrorCode code, Func<Task> change) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ZenException>(change)).Code);

    private Task<SecretInfo> CreateAsync(SecretValues values) => Client.Secrets.CreateAsync("s", values, cancellationToken: Token);

    private static void AssertKeys(KeyChanges keys, string[] added, string[] changed, string[] removed)
    {
        Assert.Equal(added, keys.Added);
        Assert.Equal(changed, keys.Changed);
        Assert.Equal(removed, keys.Removed);
    }
}
