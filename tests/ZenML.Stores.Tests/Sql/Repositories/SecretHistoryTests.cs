using System.Globalization;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>Who changed which keys of a secret when, and the values of earlier versions.</summary>
public sealed class SecretHistoryTests
{
    [Theory, EveryDatabase]
    public async Task The_history_says_who_changed_which_keys_when(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["user"] = "admin", ["password"] = "a" });
        await UpdateAsync(store, secret.Id, new SecretUpdate
        {
            Set = new SecretValues { ["password"] = "b", ["user"] = "admin", ["port"] = "1" },
        });
        await store.OtherServices.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Name = SecretName.Parse("database"), Remove = ["user"] }, Token);
        await UpdateAsync(store, secret.Id, new SecretUpdate { Scope = SecretScope.User });
        await UpdateAsync(store, secret.Id, new SecretUpdate
        {
            ReplaceAll = true, Set = new SecretValues { ["port"] = "1", ["password"] = "c", ["host"] = "h" },
        });
        var last = await UpdateAsync(store, secret.Id, new SecretUpdate { KeepVersions = 3, Set = new SecretValues { ["host"] = "h" } });

        var history = await store.Services.SecretHistory.ListAsync(secret.Id, before: null, Token);

        Assert.Null(history.Next);
        Assert.Equal(last.Version, history.Secret.Version);
        Assert.Equal(
            [
                "6 Update default +[] ~[] -[]   keep 3 Current", "5 Update default +[host] ~[password] -[]   keep  Stored",
                "4 Update default +[] ~[] -[]  Workspace>User keep  NoValues",
                "3 Update other +[] ~[] -[user] db>database  keep  Stored", "2 Update default +[port] ~[password] -[]   keep  Destroyed",
                "1 Create default +[user,password] ~[] -[]   keep  Destroyed",
            ],
            history.Versions.Select(Text));
        Assert.Equal(
            (secret.Created, last.Updated), (history.Versions[^1].Created, history.Versions[0].Created));
        Assert.Equal(
            [store.Database.LocalCaller.UserId, store.OtherCaller.UserId],
            history.Versions.Select(line => line.User!.Id).Distinct());
        Assert.All(history.Versions, line => Assert.True(line.IsCompared));
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task Each_stored_version_can_be_read_compared_and_restored(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["a"] = "1", ["b"] = "x" });
        await UpdateAsync(store, secret.Id, new SecretUpdate { Set = new SecretValues { ["a"] = "2" }, Remove = ["b"] });
        await UpdateAsync(store, secret.Id, new SecretUpdate { Name = SecretName.Parse("renamed") });
        await UpdateAsync(store, secret.Id, new SecretUpdate { Set = new SecretValues { ["c"] = "3" } });
        var history = store.Services.SecretHistory;

        var first = await history.GetVersionAsync(secret.Id, 1, Token);
        var diff = await history.DiffAsync(secret.Id, 1, 4, withValues: true, Token);
        var names = await history.DiffAsync(secret.Id, null, null, withValues: false, Token);
        var rollback = await history.RollbackAsync(secret.Id, 1, ifVersion: 4, Token);

        Assert.Equal([("a", "1"), ("b", "x")], first.Values.Select(pair => (pair.Key, pair.Value.Reveal())));
        Assert.Equal(("renamed", 1L, 1L), (first.Name, first.Info.Version, first.Info.ValuesVersion));
        Assert.Equal(["a", "b"], first.Info.Keys);
        Assert.Equal(secret.Created, first.Info.Updated);
        Assert.Equal(
            [("a", SecretDifferenceKind.Changed, "1", "2"), ("c", SecretDifferenceKind.Added, null, "3"),
                ("b", SecretDifferenceKind.Removed, "x", null)],
            diff.Keys.Select(key => (key.Key, key.Kind, key.Before?.Reveal(), key.After?.Reveal())));
        Assert.Equal((2L, 4L), (names.From, names.To));
        Assert.Equal(new SecretDifference("c", SecretDifferenceKind.Added), Assert.Single(names.Keys));
        Assert.Equal((5L, 4L, "renamed"), (rollback.Secret.Version, rollback.Replaced, rollback.Secret.Name.Value));
        Assert.Equal("5 Rollback default +[b] ~[a] -[c]   keep  Current", Text(rollback.Version));
        Assert.Equal(1, rollback.Version.RolledBackTo);
        var now = await store.GetSecretAsync("renamed");
        Assert.Equal([("a", "1"), ("b", "x")], now.Values.Select(pair => (pair.Key, pair.Value.Reveal())));
        Assert.Equal("3", (await history.GetVersionAsync(secret.Id, 4, Token))["c"].Reveal());
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task A_version_is_never_replaced_by_another(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");
        await UpdateAsync(store, secret.Id, new SecretUpdate { Name = SecretName.Parse("renamed") });
        await UpdateAsync(store, secret.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "new" } });
        var history = store.Services.SecretHistory;
        await history.DestroyAsync(secret.Id, 1, Token);

        foreach (var version in new long[] { 0, 1, 2, 4, long.MaxValue })
        {
            await FailsAsync(ErrorCode.NotFound, () => history.GetVersionAsync(secret.Id, version, Token));
            await FailsAsync(ErrorCode.NotFound, () => history.RollbackAsync(secret.Id, version, null, Token));
            await FailsAsync(ErrorCode.NotFound, () => history.DestroyAsync(secret.Id, version, Token));
        }

        Assert.Contains(
            "were destroyed", (await FailsAsync(ErrorCode.NotFound, () => history.GetVersionAsync(secret.Id, 1, Token))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "no values of its own", (await FailsAsync(ErrorCode.NotFound, () => history.GetVersionAsync(secret.Id, 2, Token))).Message,
            StringComparison.Ordinal);
        await FailsAsync(ErrorCode.NotAllowed, () => history.DestroyAsync(secret.Id, 3, Token));
        await FailsAsync(ErrorCode.InvalidArgument, () => history.RollbackAsync(secret.Id, 3, null, Token));
        await FailsAsync(ErrorCode.VersionMismatch, () => history.RollbackAsync(secret.Id, 1, ifVersion: 2, Token));
        await FailsAsync(ErrorCode.NotFound, () => history.DiffAsync(secret.Id, null, null, withValues: false, Token));
        Assert.Equal("new", (await store.GetSecretAsync("renamed"))["key"].Reveal());
        Assert.Equal(3, (await store.GetSecretAsync("renamed")).Info.Version);
    }

    [Theory, EveryDatabase]
    public async Task A_destroyed_version_stays_in_the_history_without_its_values(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");
        await UpdateAsync(store, secret.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "new" } });

        await store.Services.SecretHistory.DestroyAsync(secret.Id, 1, Token);

        var lines = (await store.Services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions;
        Assert.Equal(
            [SecretVersionState.Current, SecretVersionState.Destroyed], lines.Select(line => line.State));
        Assert.NotNull(lines[1].Destroyed);
        Assert.Equal("default", lines[1].User!.Name);
        Assert.Single(await RawDatabase.QueryAsync(store, "SELECT version FROM secret_values"));
        Assert.Equal("new", (await store.GetSecretAsync("db"))["key"].Reveal());
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task A_secret_keeps_as_many_versions_as_it_is_set_to(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.Services.Secrets.CreateAsync(
            new NewSecret(store.Workspace.Id, SecretName.Parse("db"), SecretScope.Workspace, new SecretValues { ["key"] = "1" })
            {
                KeepVersions = 12,
            },
            Token);
        for (var version = 2; version <= 14; version++)
        {
            await UpdateAsync(store, secret.Id, Setting(version));
        }

        Assert.Equal(Enumerable.Range(3, 12), await VersionsAsync(store));
        Assert.Equal(12, (await UpdateAsync(store, secret.Id, Setting(15))).KeepVersions);

        // Lowering the number destroys at once what is beyond it.
        await UpdateAsync(store, secret.Id, new SecretUpdate { KeepVersions = 2 });
        Assert.Equal([14, 15], await VersionsAsync(store));
        await UpdateAsync(store, secret.Id, Setting(17) with { KeepVersions = 1 });
        Assert.Equal([17], await VersionsAsync(store));
        Assert.Null((await UpdateAsync(store, secret.Id, new SecretUpdate { KeepVersions = 0 })).KeepVersions);
        await UpdateAsync(store, secret.Id, Setting(19));
        Assert.Equal([17, 19], await VersionsAsync(store));

        await FailsAsync(ErrorCode.InvalidArgument, () => UpdateAsync(store, secret.Id, new SecretUpdate { KeepVersions = 1001 }));
        await FailsAsync(ErrorCode.InvalidArgument, () => UpdateAsync(store, secret.Id, new SecretUpdate { KeepVersions = -1 }));
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task The_history_is_bounded_and_listed_in_pages(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");
        var owner = new ResourceReference<Core.Accounts.Users.User>(store.OtherCaller.UserId, "other");
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                for (var version = 2L; version <= 1_003; version++)
                {
                    secret = secret with { Version = version };
                    await unit.Secrets.UpdateAsync(
                        secret, new SecretVersion { Version = version, Kind = SecretVersionKind.Update, User = owner }, token);
                }

                return 0;
            },
            Token);

        var versions = new List<long>();
        long? before = null;
        do
        {
            var page = await store.Services.SecretHistory.ListAsync(secret.Id, before, Token);
            Assert.InRange(page.Versions.Count, 1, SecretHistory.MaximumPage);
            versions.AddRange(page.Versions.Select(line => line.Version));
            before = page.Next;
        }
        while (before is not null);

        // The current values are of version 1, whose line is pruned.
        Assert.Equal(Enumerable.Range(4, 1_000).Reverse().Select(version => (long)version).Append(1), versions);
        var first = await store.Services.SecretHistory.ListAsync(secret.Id, before: 2, Token);
        Assert.Equal("1 Unknown  +[] ~[] -[]   keep  Current", Text(Assert.Single(first.Versions)));
    }

    [Fact]
    public async Task A_line_has_few_names_of_a_change_of_many_keys_and_counts_the_rest()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var values = new SecretValues(Enumerable.Range(0, 2_000).Select(index => KeyValuePair.Create(
            $"key {index.ToString("D12", CultureInfo.InvariantCulture)}", new SensitiveString("v"))));
        var secret = await store.AddSecretAsync("large", values);

        var line = Assert.Single((await store.Services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions);

        Assert.Equal((1_024, 976), (line.Added.Count, line.Omitted));
        Assert.Equal("key 000000000000", line.Added[0]);
    }

    [Theory, EveryDatabase]
    public async Task Values_of_a_version_in_the_place_of_another_are_not_returned(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["key"] = "1" });
        var other = await store.AddSecretAsync("other", new SecretValues { ["key"] = "1" });
        await UpdateAsync(store, secret.Id, Setting(2));
        await UpdateAsync(store, secret.Id, Setting(3));
        await UpdateAsync(store, other.Id, Setting(2));
        var history = store.Services.SecretHistory;

        await RawDatabase.ExecuteAsync(
            store, "DELETE FROM secret_values WHERE version = 1 AND secret_id = @id", ("@id", secret.Id.Value.ToString("N")));
        await RawDatabase.ExecuteAsync(
            store,
            "UPDATE secret_values SET version = 1 WHERE version = 2 AND secret_id = @id",
            ("@id", secret.Id.Value.ToString("N")));
        await FailsAsync(ErrorCode.StoreDamaged, () => history.GetVersionAsync(secret.Id, 1, Token));
        await FailsAsync(ErrorCode.StoreDamaged, () => history.RollbackAsync(secret.Id, 1, null, Token));
        await FailsAsync(ErrorCode.StoreDamaged, () => history.DiffAsync(secret.Id, 1, null, withValues: false, Token));

        await RawDatabase.ExecuteAsync(
            store,
            "UPDATE secret_values SET secret_id = @id, version = 2 WHERE version = 1 AND secret_id <> @id",
            ("@id", secret.Id.Value.ToString("N")));
        await FailsAsync(ErrorCode.StoreDamaged, () => history.GetVersionAsync(secret.Id, 2, Token));
        Assert.Equal("3", (await store.GetSecretAsync("db"))["key"].Reveal());
    }

    public static TheoryData<string> Damage =>
    [
        "kind = 'create'", "created = created + 1", "user_name = 'someone'", "user_id = secret_id", "destroyed = 5", "tag = wrapped",
        "details = '{\"changed\":[\"other\"],\"values\":true}'", "details = ''", "version = 3", "user_id = NULL", "kind = 'other'",
    ];

    [Theory]
    [MemberData(nameof(Damage))]
    public async Task A_damaged_line_is_found_and_neither_hides_nor_changes_values(string damage)
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("db", new SecretValues { ["key"] = "1" });
        await UpdateAsync(store, secret.Id, Setting(2));
        var assignment = damage.Replace("wrapped", "(SELECT c.tag FROM secret_changes c WHERE c.version = 1)", StringComparison.Ordinal);
        Assert.Equal(1, await RawDatabase.ExecuteAsync(store, $"UPDATE secret_changes SET {assignment} WHERE version = 2"));

        await FailsAsync(ErrorCode.StoreDamaged, () => store.Services.SecretHistory.ListAsync(secret.Id, null, Token));

        Assert.Contains(
            $"secret {secret.Id.Value:N}: an entry of its history is not what was written",
            (await store.Database.CheckAsync(Token)).Problems);
        Assert.Equal("2", (await store.GetSecretAsync("db"))["key"].Reveal());
        Assert.Equal("1", (await store.Services.SecretHistory.GetVersionAsync(secret.Id, 1, Token))["key"].Reveal());
        await UpdateAsync(store, secret.Id, Setting(3) with { IfVersion = 2 });
    }

    [Theory, EveryDatabase]
    public async Task New_values_in_place_of_lost_ones_are_recorded_without_a_comparison(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["a"] = "1", ["b"] = "2" });
        await RawDatabase.ExecuteAsync(store, "DELETE FROM secret_values");

        await UpdateAsync(
            store, secret.Id, new SecretUpdate { ReplaceAll = true, Set = new SecretValues { ["b"] = "2", ["c"] = "3" } });

        var line = (await store.Services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions[0];
        Assert.Equal("2 Update default +[c] ~[] -[a]   keep  Current", Text(line));
        Assert.False(line.IsCompared);
        Assert.Equal("3", (await store.GetSecretAsync("db"))["c"].Reveal());
    }

    [Theory, EveryDatabase]
    public async Task Purging_a_secret_or_deleting_its_workspace_deletes_its_history(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var workspace = await store.Services.Workspaces.CreateAsync("team", "", Token);
        var secret = await store.AddSecretAsync("db");
        await store.AddSecretAsync("db", workspace: workspace.Id);

        await store.Services.DeleteForGoodAsync(secret.Id, Token);
        Assert.Single(await RawDatabase.QueryAsync(store, "SELECT version FROM secret_changes"));
        await store.Services.Workspaces.DeleteAsync(workspace.Id, force: true, Token);

        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT version FROM secret_changes"));
    }

    [Theory, EveryDatabase]
    public async Task Another_users_private_secret_has_no_history_for_an_account(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("mine", scope: SecretScope.User);
        await UpdateAsync(store, secret.Id, Setting(2));
        var history = store.OtherServices.SecretHistory;
        var unknown = Id<Secret>.New();

        foreach (var call in new Func<Id<Secret>, Task>[]
            {
                id => history.ListAsync(id, null, Token), id => history.GetVersionAsync(id, 1, Token),
                id => history.DiffAsync(id, 1, 2, withValues: true, Token), id => history.RollbackAsync(id, 1, null, Token),
                id => history.DestroyAsync(id, 1, Token), id => history.DestroyAsync(id, 2, Token),
            })
        {
            var answer = await FailsAsync(ErrorCode.NotFound, () => call(secret.Id));
            var expected = await FailsAsync(ErrorCode.NotFound, () => call(unknown));
            Assert.Equal(expected.Message, answer.Message.Replace(secret.Id.ToString(), unknown.ToString(), StringComparison.Ordinal));
        }

        Assert.Equal(2, (await store.Services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions.Count);
    }

    [Theory, EveryDatabase]
    public async Task Reads_of_versions_rollbacks_and_destructions_are_in_the_audit_log(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");
        await UpdateAsync(store, secret.Id, Setting(2));
        var history = store.Services.SecretHistory;
        await history.GetVersionAsync(secret.Id, 1, Token);
        await history.DiffAsync(secret.Id, 1, 2, withValues: false, Token);
        await history.DiffAsync(secret.Id, 1, 2, withValues: true, Token);
        await history.RollbackAsync(secret.Id, 1, null, Token);
        await history.DestroyAsync(secret.Id, 2, Token);
        await FailsAsync(ErrorCode.NotAllowed, () => history.DestroyAsync(secret.Id, 3, Token));
        await store.Reads.FlushAsync(Token);

        var events = await store.Services.Audit.ListAsync(
            new ListQuery { ["resource_id"] = secret.Id.ToString(), Size = 100 }, Token);

        Assert.Equal(
            [
                "create secret db (workspace scope) success", "delete secret_version db (workspace scope) version 2 success",
                "delete secret_version db (workspace scope) version 3 refused", "read secret db (workspace scope) version 1 success",
                "read secret db (workspace scope) version 1 success", "read secret db (workspace scope) version 2 success",
                "update secret db (workspace scope) success", "update secret db (workspace scope) success",
            ],
            events.Items.Select(one => $"{one.Action.Text()} {one.ResourceType} {one.ResourceName} {one.Outcome.Text()}").Order());
    }

    [Theory, EveryDatabase]
    public async Task Of_concurrent_rollbacks_and_updates_none_is_lost(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["key"] = "1" });
        await UpdateAsync(store, secret.Id, Setting(2));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(index => index % 2 == 0
            ? UpdateAsync(store, secret.Id, Setting(100 + index))
            : (Task)store.Services.SecretHistory.RollbackAsync(secret.Id, 1, null, Token)));

        var lines = (await store.Services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions;
        Assert.Equal(Enumerable.Range(1, 10).Reverse(), lines.Select(line => (int)line.Version));
        Assert.Equal(4, lines.Count(line => line.Kind == SecretVersionKind.Rollback));
        foreach (var (later, earlier) in lines.Zip(lines.Skip(1)))
        {
            var differs = (await store.Services.SecretHistory.DiffAsync(
                secret.Id, earlier.Version, later.Version, withValues: false, Token)).Keys.Count > 0;
            Assert.Equal(differs, later.Changed.Count > 0);
        }
    }

    private static SecretUpdate Setting(int value) =>
        new() { Set = new SecretValues { ["key"] = value.ToString(CultureInfo.InvariantCulture) } };

    private static Task<SecretInfo> UpdateAsync(TemporaryStore store, Id<Secret> secret, SecretUpdate update) =>
        store.Services.Secrets.UpdateAsync(secret, update, Token);

    private static string Text(SecretVersion line) => string.Create(
        CultureInfo.InvariantCulture,
        $"{line.Version} {line.Kind} {line.User?.Name} +[{string.Join(',', line.Added)}] ~[{string.Join(',', line.Changed)}] "
        + $"-[{string.Join(',', line.Removed)}] {(line.Name is { } name ? $"{name.Before}>{name.After}" : "")} "
        + $"{(line.Scope is { } scope ? $"{scope.Before}>{scope.After}" : "")} keep {line.KeepVersions} {line.State}");

    private static async Task<IEnumerable<int>> VersionsAsync(TemporaryStore store) => (await RawDatabase.QueryAsync(
        store, "SELECT version FROM secret_values ORDER BY version"))
        .Select(version => Convert.ToInt32(version, CultureInfo.InvariantCulture));
}
