using System.IO.Compression;
using System.Runtime.CompilerServices;
using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Stores.Sql;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sqlite;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Migrations;

/// <summary>Stores that executables of earlier versions made, one for each schema, in <c>OldStores/</c>.</summary>
public sealed class OldStoreTests
{
    public static TheoryData<string> Schemas => ["0004", "0005", "0007"];

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task A_store_with_an_earlier_schema_is_upgraded_and_its_values_can_be_read(string schema)
    {
        using var folder = await UnpackAsync(schema);
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = ServicesOf(store);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;

        await EnsureValuesAsync(services, workspace);

        Assert.Equal([(long)Migration.Newest], await RawDatabase.QueryAsync(store.Path, "PRAGMA user_version"));
        var report = await store.CheckAsync(Token);
        Assert.Empty(report.Problems);
        Assert.Equal((3, 3), (report.Secrets, report.UntaggedSecrets));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task The_first_change_of_values_adds_tags_to_all_secrets_from_an_earlier_schema(string schema)
    {
        using var folder = await UnpackAsync(schema);
        await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token))
        {
            var services = ServicesOf(store);
            var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
            await services.Secrets.CreateAsync(
                new NewSecret(workspace, SecretName.Parse("new"), SecretScope.Workspace, new SecretValues { ["key"] = "value" }), Token);
            await EnsureValuesAsync(services, workspace);
        }

        await EnsureTagsAreRequiredAsync(folder, secrets: 4);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task A_secret_from_an_earlier_schema_can_be_deleted_and_undeleted(string schema)
    {
        using var folder = await UnpackAsync(schema);
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = ServicesOf(store);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
        var gateway = await services.SecretMetadata.FindAsync(workspace, "gateway", null, LookupMode.Exact, Token);

        await services.Secrets.DeleteAsync(gateway.Id, Token);
        Assert.Empty((await store.CheckAsync(Token)).Problems);
        await services.DeletedSecrets.UndeleteAsync(gateway.Id, name: null, Token);

        Assert.Equal("{\"a\":[1,2]}", (await services.Secrets.GetAsync(gateway.Id, Token))["token"].Reveal());
        Assert.Empty((await store.CheckAsync(Token)).Problems);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task A_server_adds_tags_to_all_secrets_from_an_earlier_schema_in_the_background(string schema)
    {
        using var folder = await UnpackAsync(schema);
        await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token))
        {
            await store.TagOldSecretsAsync(Token);
            await store.TagOldSecretsAsync(Token);
        }

        await EnsureTagsAreRequiredAsync(folder, secrets: 3);
    }

    [Fact]
    public async Task The_values_that_a_store_had_before_it_kept_versions_are_kept_when_new_ones_are_written()
    {
        using var folder = await UnpackAsync("0008");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = ServicesOf(store);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
        await EnsureValuesAsync(services, workspace);
        Assert.Equal((3L, 0L), await CountAsync(store));
        var gateway = await services.SecretMetadata.FindAsync(workspace, "gateway", null, LookupMode.Exact, Token);

        var replaced = await services.Secrets.UpdateAsync(
            gateway.Id, new SecretUpdate { ReplaceAll = true, Set = new SecretValues { ["other"] = "new" } }, Token);

        Assert.Equal((3L, "new"), (replaced.Version, (await services.Secrets.GetAsync(gateway.Id, Token))["other"].Reveal()));
        Assert.Equal(
            [("2", "[\"token\"]"), ("3", "[\"other\"]")],
            (await RawDatabase.QueryAsync(
                store.Path, "SELECT version || ' ' || key_names FROM secret_values WHERE key_names IS NOT NULL ORDER BY version"))
                .Select(row => ((string)row).Split(' ') is [var version, var names] ? (version, names) : default));
        Assert.Equal((4L, 2L), await CountAsync(store));
        var report = await store.CheckAsync(Token);
        Assert.Empty(report.Problems);
        Assert.Equal((3, 0), (report.Secrets, report.UntaggedSecrets));
    }

    [Fact]
    public async Task Deployments_that_a_store_had_before_it_kept_builds_and_schedules_can_be_read_and_name_none()
    {
        using var folder = await UnpackAsync("0009");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = ServicesOf(store);
        await EnsureValuesAsync(services, (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id);

        var run = Assert.Single((await services.Tracking.Runs.ListAsync(new ListQuery(), withDetails: true, Token)).Items);
        var deployment = await services.Tracking.Deployments.GetAsync(run.Deployment!.Value, Token);

        Assert.Equal(("first", "training", DeploymentOrigin.None), (run.Name, deployment.RegisteredPipeline!.Name, deployment.Origin));
        Assert.Equal([(long)Migration.Newest], await RawDatabase.QueryAsync(store.Path, "PRAGMA user_version"));
        Assert.Empty((await store.CheckAsync(Token)).Problems);
    }

    [Fact]
    public async Task Versions_that_a_store_had_before_it_kept_a_history_are_listed_as_unknown_and_can_be_restored()
    {
        using var folder = await UnpackAsync("0009");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = ServicesOf(store);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
        var gateway = await services.SecretMetadata.FindAsync(workspace, "gateway", null, LookupMode.Exact, Token);

        var before = (await services.SecretHistory.ListAsync(gateway.Id, null, Token)).Versions;
        await services.Secrets.UpdateAsync(gateway.Id, new SecretUpdate { Set = new SecretValues { ["token"] = "new" } }, Token);
        var rollback = await services.SecretHistory.RollbackAsync(gateway.Id, 2, ifVersion: 3, Token);
        var after = (await services.SecretHistory.ListAsync(gateway.Id, null, Token)).Versions;

        Assert.All(before, line => Assert.Equal((SecretVersionKind.Unknown, null), (line.Kind, line.User)));
        Assert.Equal((2L, SecretVersionState.Current), (before[0].Version, before[0].State));
        Assert.Equal(4, rollback.Secret.Version);
        Assert.Equal(
            [(4, SecretVersionKind.Rollback), (3, SecretVersionKind.Update), (2, SecretVersionKind.Unknown)],
            after.Take(3).Select(line => (line.Version, line.Kind)));
        Assert.Equal("{\"a\":[1,2]}", (await services.Secrets.GetAsync(gateway.Id, Token))["token"].Reveal());
        await services.SecretHistory.DestroyAsync(gateway.Id, 2, Token);
        var destroyed = (await services.SecretHistory.ListAsync(gateway.Id, null, Token)).Versions[2];
        Assert.Equal((2L, SecretVersionState.Destroyed, null), (destroyed.Version, destroyed.State, destroyed.User));
        Assert.Empty((await store.CheckAsync(Token)).Problems);
    }

    [Fact]
    public async Task The_history_of_a_store_from_before_secrets_were_kept_after_deletion_stays_and_its_secrets_can_be_deleted()
    {
        using var folder = await UnpackAsync("0013");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = ServicesOf(store);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
        await EnsureValuesAsync(services, workspace);
        var gateway = await services.SecretMetadata.FindAsync(workspace, "gateway", null, LookupMode.Exact, Token);

        await services.Secrets.DeleteAsync(gateway.Id, Token);
        Assert.Empty((await store.CheckAsync(Token)).Problems);
        await services.DeletedSecrets.UndeleteAsync(gateway.Id, name: null, Token);

        var entries = (await services.SecretHistory.ListAsync(gateway.Id, null, Token)).Versions;
        Assert.Equal(
            [SecretVersionKind.Undelete, SecretVersionKind.Delete, SecretVersionKind.Update, SecretVersionKind.Create],
            entries.Select(entry => entry.Kind));
        Assert.Equal(("token", "default"), (Assert.Single(entries[2].Changed), entries[2].User!.Name));
        Assert.Equal("first", (await services.SecretHistory.GetVersionAsync(gateway.Id, 1, Token))["token"].Reveal());
        Assert.Equal("{\"a\":[1,2]}", (await services.Secrets.GetAsync(gateway.Id, Token))["token"].Reveal());
        Assert.Equal([(long)Migration.Newest], await RawDatabase.QueryAsync(store.Path, "PRAGMA user_version"));
        var report = await store.CheckAsync(Token);
        Assert.Empty(report.Problems);
        Assert.Equal((3, 0), (report.Secrets, report.UntaggedSecrets));
    }

    [Fact]
    public async Task Deleted_secrets_of_a_store_from_before_details_can_be_undeleted_and_described()
    {
        using var folder = await UnpackAsync("0014");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = ServicesOf(store);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
        await EnsureValuesAsync(services, workspace);
        Assert.Empty((await store.CheckAsync(Token)).Problems);
        var gone = Assert.Single((await services.DeletedSecrets.ListAsync(new ListQuery(), Token)).Items).Secret;

        await services.DeletedSecrets.UndeleteAsync(gone.Id, name: null, Token);
        var described = await services.Secrets.UpdateAsync(
            gone.Id,
            new SecretUpdate { Details = new() { Description = "back", SetTags = new Dictionary<string, string> { ["team"] = "ml" } } },
            Token);

        Assert.Equal(("gone", "back"), (described.Name.Value, described.Details.Description));
        Assert.Equal("still here", (await services.Secrets.GetAsync(gone.Id, Token))["key"].Reveal());
        Assert.Equal(1, (await services.SecretMetadata.ListAsync(new ListQuery { ["tag"] = "team=ml" }, Token)).Total);
        Assert.Equal([(long)Migration.Newest], await RawDatabase.QueryAsync(store.Path, "PRAGMA user_version"));
        Assert.Empty((await store.CheckAsync(Token)).Problems);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Accounts_of_a_store_from_before_roles_keep_what_they_could_do(string schema)
    {
        using var folder = await UnpackAsync(schema);
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);

        var (accounts, roles) = await store.ReadAsync(
            async (unit, token) => (
                (await unit.Users.ListAsync(QueryParser.Parse(new ListQuery(), UserFields.All), only: null, token)).Total
                    + (await unit.Users.ListServiceAccountsAsync(QueryParser.Parse(new ListQuery(), UserFields.All), token)).Total,
                await unit.Access.ListRolesAsync(workspace: null, token)),
            Token);

        Assert.Equal(accounts, roles.Count);
        Assert.All(roles, role => Assert.Equal((Role.Editor, null), (role.Role, role.Workspace)));
        Assert.Equal(roles.Count, roles.Select(role => role.Holder).Distinct().Count());
    }

    [Fact]
    public async Task Roles_groups_shares_trusts_and_the_chain_of_the_audit_log_of_an_earlier_schema_are_kept()
    {
        using var folder = await UnpackAsync("0021");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = ServicesOf(store);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
        var gateway = (await services.Secrets.FindWithValuesAsync(workspace, "gateway", null, LookupMode.Exact, Token)).Info;

        var (group, members, roles, grants, trusts) = await store.ReadAsync(
            async (unit, token) =>
            {
                var only = Assert.Single(await unit.Access.Groups.FindByNameAsync("ops", token));
                var ci = Assert.Single(await unit.Users.ServiceAccounts.FindByNameAsync("ci", token));
                return (
                    only, await unit.Access.FindMembersAsync(only.Id, token), await unit.Access.ListRolesAsync(workspace, token),
                    await unit.Access.ListGrantsAsync(gateway.Id, token), await unit.Trusts.FindAllAsync(ci.Id, token));
            },
            Token);

        Assert.Equal(["ben"], members.Select(member => member.Name));
        Assert.Contains(roles, role => role.HolderName == group.Name && role.Role == Role.Owner && role.Workspace == workspace);
        Assert.True(gateway.IsRestricted);
        Assert.Equal(("cleo", SecretRight.Read), (Assert.Single(grants).HolderName, grants[0].Right));
        Assert.Equal("https://token.actions.githubusercontent.com", Assert.Single(trusts).Issuer);
        var proof = await AuditProof.VerifyAsync(services);
        Assert.Empty(proof.Problems);
        Assert.Equal([(long)Migration.Newest], await RawDatabase.QueryAsync(store.Path, "PRAGMA user_version"));
        Assert.Empty((await store.CheckAsync(Token)).Problems);
    }

    private static async Task<(long Rows, long WithNames)> CountAsync(SqliteStore store) => (
        (long)Assert.Single(await RawDatabase.QueryAsync(store.Path, "SELECT COUNT(*) FROM secret_values")),
        (long)Assert.Single(await RawDatabase.QueryAsync(store.Path, "SELECT COUNT(key_names) FROM secret_values")));

    internal static ZenServices ServicesOf(SqlStore store) => new(
        store.LocalCaller,
        new ServiceDependencies(
            store, new StructuredText(), PlainPasswords.Instance, new NullReadLog(), TimeProvider.System));

    internal static async Task<TemporaryFolder> UnpackAsync(string schema)
    {
        var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Source(), schema, "zenml-dotnet.keys.json"), folder.File("zenml-dotnet.keys.json"));
        await using var packed = File.OpenRead(Path.Combine(Source(), schema, "zenml-dotnet.db.gz"));
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var database = File.Create(folder.File("zenml-dotnet.db"));
        await unpacked.CopyToAsync(database, Token);
        return folder;
    }

    private static async Task EnsureValuesAsync(ZenServices services, Id<Workspace> workspace)
    {
        var shared = await services.Secrets.FindWithValuesAsync(workspace, "warehouse", SecretScope.Workspace, LookupMode.Exact, Token);
        var own = await services.Secrets.FindWithValuesAsync(workspace, "warehouse", null, LookupMode.Exact, Token);
        var gateway = await services.Secrets.FindWithValuesAsync(workspace, "gateway", null, LookupMode.Exact, Token);
        var tracker = await services.Components.FindAsync(workspace, ComponentType.ExperimentTracker, "tracker", LookupMode.Exact, Token);
        var revealed = await services.Components.RevealAsync(tracker.Id, Token);

        Assert.Equal([("username", "admin"), ("password", "pässword 1")], shared.Values.Select(pair => (pair.Key, pair.Value.Reveal())));
        Assert.Equal("mine only", own["password"].Reveal());
        Assert.Equal("{\"a\":[1,2]}", gateway["token"].Reveal());
        Assert.Equal(2, gateway.Info.Version);
        Assert.Equal("hunter2", ((ConfigurationSensitive)revealed.Configuration["tracking_password"]).Value!.Reveal());
    }

    private static async Task EnsureTagsAreRequiredAsync(TemporaryFolder folder, int secrets)
    {
        await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token))
        {
            var report = await store.CheckAsync(Token);
            Assert.Empty(report.Problems);
            Assert.Equal((secrets, 0), (report.Secrets, report.UntaggedSecrets));
            await RawDatabase.ExecuteAsync(store.Path, "UPDATE secrets SET tag = NULL WHERE name = 'gateway'");
        }

        await using var again = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = ServicesOf(again);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
        await FailsAsync(
            ErrorCode.StoreDamaged, () => services.Secrets.FindWithValuesAsync(workspace, "gateway", null, LookupMode.Exact, Token));
    }

    private static string Source([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "OldStores");
}
