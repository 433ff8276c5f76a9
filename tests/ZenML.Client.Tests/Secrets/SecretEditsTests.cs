using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
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

    private Task<SecretInfo> CreateAsync(SecretValues values) => Client.Secrets.CreateAsync("s", values, cancellationToken: Token);

    private static void AssertKeys(KeyChanges keys, string[] added, string[] changed, string[] removed)
    {
        Assert.Equal(added, keys.Added);
        Assert.Equal(changed, keys.Changed);
        Assert.Equal(removed, keys.Removed);
    }
}
