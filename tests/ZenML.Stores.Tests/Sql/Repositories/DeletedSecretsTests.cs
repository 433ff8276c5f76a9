using ZenML.Core;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.References;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>Secrets that were deleted: invisible, and as they were when they are undeleted.</summary>
public sealed class DeletedSecretsTests
{
    [Theory, EveryDatabase]
    public async Task A_deleted_secret_is_found_nowhere_but_among_the_deleted_ones(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("vault");
        await store.AddSecretAsync("other");

        await store.Services.Secrets.DeleteAsync(secret.Id, Token);

        var (services, workspace) = (store.Services, store.Workspace.Id);
        foreach (var call in new Func<Task>[]
            {
                () => services.Secrets.GetAsync(secret.Id, Token), () => store.GetSecretAsync("vault"),
                () => store.GetSecretAsync("v", mode: LookupMode.Reading),
                () => store.GetSecretAsync(secret.Id.ToString(), mode: LookupMode.Reading),
                () => store.GetSecretAsync(secret.Id.ToString()[..8], mode: LookupMode.Reading),
                () => services.SecretMetadata.FindAsync(workspace, "vault", null, LookupMode.Reading, Token),
                () => services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Name = SecretName.Parse("new") }, Token),
                () => services.SecretEdits.EditAsync(secret.Id, new SecretUpdate { Scope = SecretScope.User }, Token),
                () => services.SecretHistory.ListAsync(secret.Id, null, Token),
                () => services.SecretHistory.GetVersionAsync(secret.Id, 1, Token),
                () => services.SecretTransfers.CopyAsync(secret.Id, new(SecretName.Parse("copy")), Token),
                () => services.SecretUsages.FindAsync(workspace, "vault", null, LookupMode.Exact, Token),
                () => services.Secrets.DeleteAsync(secret.Id, Token),
            })
        {
            await FailsAsync(ErrorCode.NotFound, call);
        }

        var list = await services.SecretMetadata.ListAsync(new ListQuery(), Token);
        Assert.Equal((1, "other"), (list.Total, Assert.Single(list.Items).Name.Value));
        Assert.Equal(0, (await services.SecretMetadata.ListAsync(new ListQuery { ["name"] = "vault" }, Token)).Total);
        Assert.Equal(
            ReferenceOutcome.SecretMissing,
            Assert.Single(await services.SecretMetadata.CheckAsync(
                workspace, [new SecretReference("vault", "key")], SecretValidationLevel.SecretAndKeyExists, Token)).Outcome);
        var deleted = Assert.Single((await services.DeletedSecrets.ListAsync(new ListQuery(), Token)).Items);
        Assert.Equal(secret.Id, deleted.Secret.Id);
        Assert.Equal(deleted.Secret.Deleted + TimeSpan.FromDays(SecretRetention.DefaultDays), deleted.PurgedAfter);
        Assert.Equal(["key"], deleted.Secret.Keys);
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task An_undeleted_secret_is_as_it_was_with_its_values_versions_and_settings(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["b"] = "1", ["a"] = "2" }, SecretScope.User);
        await store.Services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Set = new SecretValues { ["c"] = "3" }, Remove = ["b"], KeepVersions = 7 }, Token);
        await store.Services.Secrets.DeleteAsync(secret.Id, Token);

        var undeleted = await store.Services.DeletedSecrets.UndeleteAsync(secret.Id, name: null, Token);

        var read = await store.GetSecretAsync("db");
        Assert.Equal([("a", "2"), ("c", "3")], read.Values.Select(entry => (entry.Key, entry.Value.Reveal())));
        Assert.Equal(
            (secret.Id, SecretScope.User, 4L, 2L, 7, secret.Created, null),
            (undeleted.Id, undeleted.Scope, undeleted.Version, undeleted.ValuesVersion, undeleted.KeepVersions, undeleted.Created,
                undeleted.Deleted));
        Assert.Equal("1", (await store.Services.SecretHistory.GetVersionAsync(secret.Id, 1, Token))["b"].Reveal());
        Assert.Equal(
            [SecretVersionKind.Undelete, SecretVersionKind.Delete, SecretVersionKind.Update, SecretVersionKind.Create],
            (await store.Services.SecretHistory.ListAsync(secret.Id, null, Token)).Versions.Select(line => line.Kind));
        Assert.Empty((await store.Services.DeletedSecrets.ListAsync(new ListQuery(), Token)).Items);
        Assert.Equal(1, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        await FailsAsync(ErrorCode.NotFound, () => store.Services.DeletedSecrets.UndeleteAsync(secret.Id, null, Token));
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task The_name_of_a_deleted_secret_is_free_and_an_undeleted_one_needs_another_if_it_is_taken(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var deleted = store.Services.DeletedSecrets;
        var first = await store.AddSecretAsync("db", new SecretValues { ["key"] = "first" });
        await store.Services.Secrets.DeleteAsync(first.Id, Token);
        var second = await store.AddSecretAsync("db", new SecretValues { ["key"] = "second" });
        await store.Services.Secrets.DeleteAsync(second.Id, Token);
        var third = await store.AddSecretAsync("other", new SecretValues { ["key"] = "third" });
        await store.Services.Secrets.UpdateAsync(third.Id, new SecretUpdate { Name = SecretName.Parse("db") }, Token);

        var refused = await FailsAsync(ErrorCode.AlreadyExists, () => deleted.UndeleteAsync(second.Id, null, Token));
        Assert.Contains($"zenml secret undelete {second.Id} --as NAME", refused.Message, StringComparison.Ordinal);
        await FailsAsync(ErrorCode.AlreadyExists, () => deleted.UndeleteAsync(second.Id, SecretName.Parse("db"), Token));
        Assert.Equal(second.Id, (await deleted.FindAsync(store.Workspace.Id, "db", null, Token)).Secret.Id);
        Assert.Equal(first.Id, (await deleted.FindAsync(store.Workspace.Id, first.Id.ToString(), null, Token)).Secret.Id);
        Assert.Equal(
            second.Id, (await deleted.FindAsync(store.Workspace.Id, second.Id.ToString()[..8], null, Token)).Secret.Id);
        await FailsAsync(ErrorCode.NotFound, () => deleted.FindAsync(store.Workspace.Id, "db", SecretScope.User, Token));
        await FailsAsync(ErrorCode.NotFound, () => deleted.FindAsync(store.Workspace.Id, third.Id.ToString(), null, Token));

        await deleted.UndeleteAsync(second.Id, SecretName.Parse("renamed"), Token);
        await store.Services.Secrets.DeleteAsync(third.Id, Token);
        await deleted.UndeleteAsync(first.Id, null, Token);

        Assert.Equal("second", (await store.GetSecretAsync("renamed"))["key"].Reveal());
        Assert.Equal("first", (await store.GetSecretAsync("db"))["key"].Reveal());
        var line = (await store.Services.SecretHistory.ListAsync(second.Id, null, Token)).Versions[0];
        Assert.Equal((SecretVersionKind.Undelete, "db", "renamed"), (line.Kind, line.Name!.Before, line.Name.After));
        Assert.Equal(2, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task An_import_into_the_name_of_a_deleted_secret_creates_a_new_one(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["old"] = "1" });
        await store.Services.Secrets.DeleteAsync(secret.Id, Token);

        var report = await store.Services.SecretImports.ImportAsync(
            store.Workspace.Id,
            [new SecretImport(SecretName.Parse("db"), new SecretValues { ["new"] = "2" })],
            dryRun: false,
            Token);

        Assert.Equal(SecretImportOutcome.Created, Assert.Single(report.Secrets).Outcome);
        Assert.Equal(["new"], (await store.GetSecretAsync("db")).Values.Keys);
        Assert.NotEqual(secret.Id, (await store.GetSecretAsync("db")).Id);
    }

    [Theory, EveryDatabase]
    public async Task A_private_deleted_secret_exists_for_its_owner_alone_and_administrators_can_purge_it(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var mine = await store.AddSecretAsync("mine", scope: SecretScope.User);
        var hers = await store.AddSecretAsync("hers", scope: SecretScope.User, services: store.OtherServices);
        var shared = await store.AddSecretAsync("shared");
        await store.Services.Secrets.DeleteAsync(mine.Id, Token);
        await store.Services.Secrets.DeleteAsync(hers.Id, Token);
        await store.Services.Secrets.DeleteAsync(shared.Id, Token);
        var others = store.OtherServices.DeletedSecrets;
        var unknown = Id<Secret>.New();

        Assert.Equal(["shared", "mine"], await NamesAsync(store.Services));
        Assert.Equal(["shared", "hers"], await NamesAsync(store.OtherServices));
        foreach (var call in new Func<Id<Secret>, Task>[]
            {
                id => others.UndeleteAsync(id, null, Token), id => others.PurgeAsync(id, Token),
                id => others.FindAsync(store.Workspace.Id, id.ToString(), null, Token),
            })
        {
            var answer = await FailsAsync(ErrorCode.NotFound, () => call(mine.Id));
            var expected = await FailsAsync(ErrorCode.NotFound, () => call(unknown));
            Assert.Equal(expected.Message, answer.Message.Replace(mine.Id.ToString(), unknown.ToString(), StringComparison.Ordinal));
        }

        await FailsAsync(ErrorCode.NotFound, () => store.Services.DeletedSecrets.UndeleteAsync(hers.Id, null, Token));
        await store.Services.DeletedSecrets.PurgeAsync(hers.Id, Token);
        await others.UndeleteAsync(shared.Id, null, Token);
        Assert.Empty(await NamesAsync(store.OtherServices));
        Assert.Equal(["mine"], await NamesAsync(store.Services));
    }

    [Theory, EveryDatabase]
    public async Task A_purged_secret_leaves_nothing_and_cannot_be_undeleted(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");
        await FailsAsync(ErrorCode.NotFound, () => store.Services.DeletedSecrets.PurgeAsync(secret.Id, Token));
        await store.Services.Secrets.DeleteAsync(secret.Id, Token);

        await store.Services.DeletedSecrets.PurgeAsync(secret.Id, Token);

        await FailsAsync(ErrorCode.NotFound, () => store.Services.DeletedSecrets.UndeleteAsync(secret.Id, null, Token));
        await FailsAsync(ErrorCode.NotFound, () => store.Services.DeletedSecrets.PurgeAsync(secret.Id, Token));
        foreach (var table in new[] { "secrets", "secret_values", "secret_changes" })
        {
            Assert.Empty(await RawDatabase.QueryAsync(store, $"SELECT 1 FROM {table}"));
        }

        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task Deletions_undeletions_and_purges_are_in_the_audit_log(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");
        await store.Services.Secrets.DeleteAsync(secret.Id, Token);
        await store.Services.DeletedSecrets.UndeleteAsync(secret.Id, SecretName.Parse("new"), Token);
        await store.Services.DeleteForGoodAsync(secret.Id, Token);

        var events = await store.Services.Audit.ListAsync(new ListQuery { ["resource_id"] = secret.Id.ToString() }, Token);

        Assert.Equal(
            [
                "create db (workspace scope) default", "delete db (workspace scope) default", "delete new (workspace scope) default",
                "purge new (workspace scope) default", "undelete new (workspace scope) default",
            ],
            events.Items.Select(one => $"{one.Action.Text()} {one.ResourceName} {one.UserName}").Order());
    }

    [Theory, EveryDatabase]
    public async Task Lists_of_deleted_secrets_have_pages_filters_and_orders(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var team = await store.Services.Workspaces.CreateAsync("team", "", Token);
        foreach (var name in new[] { "b", "a", "c" })
        {
            await store.Services.Secrets.DeleteAsync((await store.AddSecretAsync(name)).Id, Token);
        }

        await store.Services.Secrets.DeleteAsync((await store.AddSecretAsync("d", workspace: team.Id)).Id, Token);

        Assert.Equal(["d", "c", "a", "b"], await NamesAsync(store.Services));
        Assert.Equal(["c", "a", "b"], await NamesAsync(store.Services, new ListQuery { Workspace = store.Workspace.Id }));
        Assert.Equal(["a", "b", "c", "d"], await NamesAsync(store.Services, new ListQuery { SortBy = "name" }));
        Assert.Equal(["c"], await NamesAsync(store.Services, new ListQuery { ["name"] = "c" }));
        var page = await store.Services.DeletedSecrets.ListAsync(new ListQuery { Page = 2, Size = 3 }, Token);
        Assert.Equal((4, "b"), (page.Total, Assert.Single(page.Items).Secret.Name.Value));
        await FailsAsync(
            ErrorCode.InvalidArgument, () => store.Services.DeletedSecrets.ListAsync(new ListQuery { Page = 3, Size = 3 }, Token));
        await FailsAsync(
            ErrorCode.InvalidArgument, () => store.Services.DeletedSecrets.ListAsync(new ListQuery { SortBy = "purged" }, Token));
    }

    [Theory, EveryDatabase]
    public async Task Expired_secrets_are_purged_a_day_of_them_at_a_time_with_a_record_that_names_no_account(StoreKind kind)
    {
        var clock = new MovedClock();
        await using var store = await TemporaryStore.CreateAsync(kind, clock: clock);
        var old = await DeletedAsync("old");
        clock.Now += TimeSpan.FromHours(20);
        await DeletedAsync("soon after");
        clock.Now += TimeSpan.FromHours(20);
        await DeletedAsync("later");
        var live = await store.AddSecretAsync("live");
        var expired = new ExpiredSecrets(store.Parts);

        clock.Now += TimeSpan.FromDays(28);
        await expired.PurgeAsync(Token);
        Assert.Equal(["later", "soon after", "old"], await NamesAsync(store.Services));

        // Far in the future, as after a jump of the clock: what was deleted within a day, and no more.
        clock.Now += TimeSpan.FromDays(100);
        await expired.PurgeAsync(Token);
        Assert.Equal(["later"], await NamesAsync(store.Services));
        await expired.PurgeAsync(Token);
        Assert.Empty(await NamesAsync(store.Services));
        await expired.PurgeAsync(Token);

        Assert.Equal("value", (await store.Services.Secrets.GetAsync(live.Id, Token))["key"].Reveal());
        Assert.Single(await RawDatabase.QueryAsync(store, "SELECT secret_id FROM secret_values"));
        var record = Assert.Single((await store.Services.Audit.ListAsync(
            new ListQuery { ["action"] = "purge", ["resource_id"] = old.ToString() }, Token)).Items);
        Assert.Equal(("old (workspace scope)", null, ""), (record.ResourceName, record.UserId, record.UserName));
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);

        async Task<Id<Secret>> DeletedAsync(string name)
        {
            var secret = await store.AddSecretAsync(name);
            await store.Services.Secrets.DeleteAsync(secret.Id, Token);
            return secret.Id;
        }
    }

    [Fact]
    public async Task Any_number_of_expired_secrets_is_purged_in_steps()
    {
        var clock = new MovedClock();
        await using var store = await TemporaryStore.CreateAsync(clock: clock);
        for (var index = 0; index < (2 * ExpiredSecrets.AtOnce) + 7; index++)
        {
            await store.Services.Secrets.DeleteAsync((await store.AddSecretAsync($"s{index}")).Id, Token);
        }

        clock.Now += TimeSpan.FromDays(31);
        await new ExpiredSecrets(store.Parts).PurgeAsync(Token);

        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT id FROM secrets"));
    }

    [Fact]
    public async Task In_a_store_without_a_server_the_next_change_of_a_secret_purges_expired_ones()
    {
        var clock = new MovedClock();
        await using var store = await TemporaryStore.CreateAsync(clock: clock);
        var services = new ZenServices(
            store.Database.LocalCaller, store.Parts with { SecretRetention = new SecretRetention { PurgesOnChange = true } });
        var old = await store.AddSecretAsync("old");
        await services.Secrets.DeleteAsync(old.Id, Token);
        clock.Now += TimeSpan.FromDays(30);
        await services.Secrets.DeleteAsync((await store.AddSecretAsync("used")).Id, Token);
        await services.DeletedSecrets.PurgeAsync((await FindDeletedAsync(services, "used")).Id, Token);
        clock.Now += TimeSpan.FromDays(1.5);
        Assert.Equal(["old"], await NamesAsync(services));

        var secret = await store.AddSecretAsync("new", services: services);
        Assert.Empty(await NamesAsync(services));
        await services.Secrets.DeleteAsync(secret.Id, Token);

        Assert.Equal(["new"], await NamesAsync(services));
        Assert.Single(await RawDatabase.QueryAsync(store, "SELECT secret_id FROM secret_values"));
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_purges_nothing_in_a_store_without_a_server_however_many_changes_follow()
    {
        var clock = new MovedClock();
        await using var store = await TemporaryStore.CreateAsync(clock: clock);
        foreach (var name in new[] { "a", "b" })
        {
            await store.Services.Secrets.DeleteAsync((await store.AddSecretAsync(name)).Id, Token);
        }

        clock.Now += TimeSpan.FromDays(100);
        await UseAsync("wrong", times: 5);
        Assert.Equal(["a", "b"], (await NamesAsync(store.Services)).Order());

        clock.Now -= TimeSpan.FromDays(100);
        await UseAsync("right again", times: 2);
        Assert.Equal(["a", "b"], (await NamesAsync(store.Services)).Order());

        // As it is used in the days after, what records say reaches the time when both are due.
        foreach (var _ in Enumerable.Range(0, 4))
        {
            clock.Now += TimeSpan.FromDays(8);
            await UseAsync("later", times: 1);
        }

        Assert.Equal(["a", "b"], (await NamesAsync(store.Services)).Order());
        clock.Now += TimeSpan.FromDays(1.5);
        await UseAsync("a day later", times: 1);
        Assert.Empty(await NamesAsync(store.Services));

        // Each command is a process of its own.
        async Task UseAsync(string name, int times)
        {
            for (var time = 0; time < times; time++)
            {
                var services = new ZenServices(
                    store.Database.LocalCaller, store.Parts with { SecretRetention = new SecretRetention { PurgesOnChange = true } });
                await store.AddSecretAsync($"{name} {clock.Now:O} {time}", services: services);
            }
        }
    }

    [Fact]
    public async Task Damaged_rows_are_skipped_in_pages_and_not_row_by_row()
    {
        await using var store = await TemporaryStore.CreateAsync();
        for (var index = 0; index < 210; index++)
        {
            await store.Services.Secrets.DeleteAsync((await store.AddSecretAsync($"s{index}")).Id, Token);
        }

        await RawDatabase.ExecuteAsync(store, "UPDATE secrets SET tag = x'00'");
        await store.Services.Secrets.DeleteAsync((await store.AddSecretAsync("sound")).Id, Token);
        IReadOnlyList<SecretInfo> found = [];

        var statements = await CountedStatements.CountAsync(async () => found = await store.Database.ReadAsync(
            (unit, token) => unit.DeletedSecrets.FindExpiredAsync(store.Clock.GetUtcNow().AddDays(1), limit: 1, token), Token));

        Assert.Equal("sound", Assert.Single(found).Name.Value);
        Assert.InRange(statements, 3, 8);
    }

    [Theory, EveryDatabase]
    public async Task A_workspace_with_deleted_private_secrets_of_others_is_deleted_only_by_force_and_takes_them_along(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var team = await store.Services.Workspaces.CreateAsync("team", "", Token);
        var hers = await store.AddSecretAsync("hers", scope: SecretScope.User, services: store.OtherServices, workspace: team.Id);
        await FailsAsync(ErrorCode.NotAllowed, () => store.Services.Workspaces.DeleteAsync(team.Id, force: false, Token));
        await store.OtherServices.Secrets.DeleteAsync(hers.Id, Token);
        await store.Services.Secrets.DeleteAsync((await store.AddSecretAsync("shared", workspace: team.Id)).Id, Token);
        await store.Services.Secrets.DeleteAsync(
            (await store.AddSecretAsync("mine", scope: SecretScope.User, workspace: team.Id)).Id, Token);
        var counts = await store.Services.Workspaces.CountAsync(team.Id, Token);
        Assert.Equal((0, 1), (counts.SecretsOfOthers, counts.DeletedSecretsOfOthers));
        Assert.Null((await store.OtherServices.Workspaces.CountAsync(team.Id, Token)).DeletedSecretsOfOthers);

        var refusal = await FailsAsync(
            ErrorCode.NotAllowed, () => store.Services.Workspaces.DeleteAsync(team.Id, force: false, Token));
        Assert.Contains(
            "The workspace 'team' holds 1 deleted user-scoped secret of other accounts that can still be undeleted. Nothing was deleted.",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("hers", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["hers", "shared"], (await NamesAsync(store.OtherServices)).Order());
        await store.Services.Workspaces.DeleteAsync(team.Id, force: true, Token);

        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT id FROM secrets"));
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT secret_id FROM secret_values"));
        Assert.Empty(await NamesAsync(store.OtherServices));
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task An_account_takes_its_deleted_secrets_along_and_owns_none_of_them(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var hers = await store.AddSecretAsync("hers", scope: SecretScope.User, services: store.OtherServices);
        var shared = await store.AddSecretAsync("shared", services: store.OtherServices);
        var mine = await store.AddSecretAsync("mine");
        foreach (var secret in new[] { hers, shared, mine })
        {
            await store.Services.Secrets.DeleteAsync(secret.Id, Token);
        }

        await store.Services.Accounts.DeleteAsync("other", Token);

        Assert.Equal(["mine"], await NamesAsync(store.Services));
        Assert.Equal(
            mine.Id.Value.ToString("N"), Assert.Single(await RawDatabase.QueryAsync(store, "SELECT secret_id FROM secret_values")));
        Assert.Equal(
            2,
            (await store.Services.Audit.ListAsync(
                new ListQuery { ["action"] = "delete", ["resource_id"] = hers.Id.ToString() }, Token)).Total);
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    public static TheoryData<string> Undeletions =>
    [
        "deleted = NULL", "deleted = NULL, name_space = ''", "deleted = NULL, name_space = user_id, scope = 'user'",
        "deleted = NULL, name_space = '', version = version - 1", "deleted = deleted + 1", "name_space = ''", "key_names = '[\"a\"]'",
        "name = 'other'", "scope = 'user'",
    ];

    [Theory]
    [MemberData(nameof(Undeletions))]
    public async Task A_row_that_is_undeleted_or_changed_without_the_key_returns_no_value(string assignment)
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("db");
        await store.Services.Secrets.DeleteAsync(secret.Id, Token);
        Assert.Equal(1, await RawDatabase.ExecuteAsync(store, $"UPDATE secrets SET {assignment}"));

        foreach (var call in new Func<Task>[]
            {
                () => store.GetSecretAsync("db"), () => store.Services.Secrets.GetAsync(secret.Id, Token),
                () => store.Services.DeletedSecrets.UndeleteAsync(secret.Id, null, Token),
            })
        {
            var refusal = await Assert.ThrowsAsync<ZenException>(call);
            Assert.Contains(refusal.Code, new[] { ErrorCode.StoreDamaged, ErrorCode.NotFound });
        }

        Assert.NotEmpty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Fact]
    public async Task A_row_that_was_damaged_before_it_is_deleted_stays_damaged_and_is_never_purged_by_itself()
    {
        var clock = new MovedClock();
        await using var store = await TemporaryStore.CreateAsync(clock: clock);
        var secret = await store.AddSecretAsync("db");
        var sound = await store.AddSecretAsync("sound");
        await RawDatabase.ExecuteAsync(
            store,
            "UPDATE secrets SET user_id = @other WHERE id = @id",
            ("@id", secret.Id.Value.ToString("N")),
            ("@other", store.OtherCaller.UserId.Value.ToString("N")));

        await store.OtherServices.Secrets.DeleteAsync(secret.Id, Token);
        await store.Services.Secrets.DeleteAsync(sound.Id, Token);

        await FailsAsync(ErrorCode.StoreDamaged, () => store.OtherServices.DeletedSecrets.UndeleteAsync(secret.Id, null, Token));
        Assert.NotEmpty((await store.Database.CheckAsync(Token)).Problems);
        clock.Now += TimeSpan.FromDays(40);
        await new ExpiredSecrets(store.Parts).PurgeAsync(Token);
        Assert.Equal(["db"], await NamesAsync(store.Services));
        var refusal = await FailsAsync(
            ErrorCode.StoreDamaged, () => store.Services.DeletedSecrets.PurgeAsync(secret.Id, Token));
        Assert.EndsWith($"purge it with: zenml secret purge {secret.Id} --damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["db"], await NamesAsync(store.Services));
        await store.Services.DeletedSecrets.PurgeAsync(secret.Id, new SecretPurge { EvenIfDamaged = true }, Token);
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task A_version_of_a_secret_whose_row_is_damaged_is_not_destroyed(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");
        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["key"] = "new" } }, Token);
        await RawDatabase.ExecuteAsync(
            store, "UPDATE secrets SET name = 'other' WHERE id = @id", ("@id", secret.Id.Value.ToString("N")));

        await FailsAsync(ErrorCode.StoreDamaged, () => store.Services.SecretHistory.DestroyAsync(secret.Id, 1, Token));

        Assert.Equal(2, (await RawDatabase.QueryAsync(store, "SELECT secret_id FROM secret_values")).Count);
    }

    [Theory, EveryDatabase]
    public async Task The_check_of_a_store_finds_a_deleted_row_that_an_index_or_a_total_counts_as_another(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");
        await store.AddSecretAsync("live");
        await store.Services.Secrets.DeleteAsync(secret.Id, Token);
        var report = await store.Database.CheckAsync(Token);
        Assert.Equal((2, 0), (report.Secrets, report.Problems.Count));

        await RawDatabase.ExecuteAsync(store, "UPDATE secret_totals SET total = total + 1");

        Assert.Contains(
            "1 rows can be read, the totals say 2", Assert.Single((await store.Database.CheckAsync(Token)).Problems),
            StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Of_concurrent_deletions_and_undeletions_each_is_done_once(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");

        var deletions = await CountAsync(() => store.Services.Secrets.DeleteAsync(secret.Id, Token));
        var undeletions = await CountAsync(() => store.Services.DeletedSecrets.UndeleteAsync(secret.Id, null, Token));

        Assert.Equal((1, 1), (deletions, undeletions));
        Assert.Equal(3, (await store.GetSecretAsync("db")).Info.Version);
        Assert.Equal(1, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);

        static async Task<int> CountAsync(Func<Task> change)
        {
            var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            {
                try
                {
                    await change();
                    return 1;
                }
                catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
                {
                    return 0;
                }
            }));
            return done.Sum();
        }
    }

    private static async Task<SecretInfo> FindDeletedAsync(ZenServices services, string name) =>
        (await services.DeletedSecrets.ListAsync(new ListQuery(), Token)).Items.Single(deleted => deleted.Secret.Name.Value == name).Secret;

    private static async Task<IEnumerable<string>> NamesAsync(IZenServices services, ListQuery? query = null) =>
        (await services.DeletedSecrets.ListAsync(query ?? new ListQuery(), Token)).Items.Select(deleted => deleted.Secret.Name.Value);

    /// <summary>A clock that stands still unless it is moved. Each reading is a microsecond later.</summary>
    private sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now = Now.AddMicroseconds(1);
    }
}
