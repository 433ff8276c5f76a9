using System.Globalization;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Storage;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>Metadata in a database, values outside it.</summary>
public sealed class ExternalValueRepositoryTests
{
    [Theory, EveryDatabase]
    public async Task Values_outside_the_database_are_written_read_and_deleted_with_their_secret(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var driver = new MemorySecretsStore();
        var services = await ServicesOverAsync(store, store.Database, driver);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["b"] = "2", ["a"] = "1" }, services: services);
        Assert.Equal("2", (await store.GetSecretAsync("db", services))["b"].Reveal());

        await services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new SecretValues { ["c"] = "3" }, Remove = ["b"] }, Token);
        var renamed = await services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Name = SecretName.Parse("new") }, Token);

        var read = await store.GetSecretAsync("new", services);
        Assert.Equal([("a", "1"), ("c", "3")], read.Values.Select(entry => (entry.Key, entry.Value.Reveal())));
        Assert.Equal((3L, 2L), (renamed.Version, renamed.ValuesVersion));
        Assert.Equal([1L, 2L], driver.Keys.Select(key => key.Version).Order());
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT version FROM secret_values"));
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT write_id FROM external_value_intents"));
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);

        await services.Secrets.DeleteAsync(secret.Id, Token);
        Assert.Equal([1L, 2L], driver.Keys.Select(key => key.Version).Order());
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
        await services.DeletedSecrets.UndeleteAsync(secret.Id, null, Token);
        Assert.Equal("3", (await store.GetSecretAsync("new", services))["c"].Reveal());
        Assert.Equal("2", (await services.SecretHistory.GetVersionAsync(secret.Id, 1, Token))["b"].Reveal());

        await services.DeleteForGoodAsync(secret.Id, Token);
        Assert.Empty(driver.Keys);
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT version FROM external_values"));
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT write_id FROM external_value_intents"));
    }

    [Theory, EveryDatabase]
    public async Task A_back_end_keeps_as_many_versions_as_the_store_is_set_to(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await using var three = await store.OpenAgainAsync(secretVersions: 3);
        var driver = new MemorySecretsStore();
        var services = await ServicesOverAsync(store, three, driver);
        var secret = await store.AddSecretAsync("db", services: services);
        for (var version = 2; version <= 6; version++)
        {
            await services.Secrets.UpdateAsync(
                secret.Id, new SecretUpdate { Set = new SecretValues { ["key"] = version.ToString(CultureInfo.InvariantCulture) } }, Token);
        }

        Assert.Equal([4L, 5L, 6L], driver.Keys.Select(key => key.Version).Order());
        Assert.Equal("6", (await store.GetSecretAsync("db", services))["key"].Reveal());
    }

    [Theory, EveryDatabase]
    public async Task Deleting_a_workspace_leaves_its_values_to_the_next_recovery(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var driver = new MemorySecretsStore();
        var services = await ServicesOverAsync(store, store.Database, driver);
        var workspace = await services.Workspaces.CreateAsync("team", "", Token);
        await store.AddSecretAsync("db", services: services, workspace: workspace.Id);
        var kept = await store.AddSecretAsync("db", services: services);

        await services.Workspaces.DeleteAsync(workspace.Id, force: true, Token);
        await (await OpenAsync(store, store.Database, driver)).RecoverAsync(Token);

        Assert.Equal(kept.Id, Assert.Single(driver.Keys).Secret);
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT write_id FROM external_value_intents"));
    }

    [Theory, EveryDatabase]
    public async Task Concurrent_updates_of_different_keys_are_all_kept_outside_the_database(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var driver = new MemorySecretsStore();
        var services = await ServicesOverAsync(store, store.Database, driver);
        var secret = await store.AddSecretAsync("db", services: services);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(index => Task.Run(
            () => services.Secrets.UpdateAsync(
                secret.Id, new SecretUpdate { Set = new SecretValues { [$"k{index}"] = "v" } }, Token),
            Token)));

        Assert.Equal(7, (await services.Secrets.GetAsync(secret.Id, Token)).Values.Count);
        Assert.Equal(7, driver.Keys.Count);
        Assert.Empty(await (await OpenAsync(store, store.Database, driver)).FindOrphansAsync(Token));
    }

    [Theory, EveryDatabase]
    public async Task A_changed_row_of_a_secret_whose_values_are_outside_the_database_is_found(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var services = await ServicesOverAsync(store, store.Database, new MemorySecretsStore());
        await store.AddSecretAsync("db", services: services);
        await RawDatabase.ExecuteAsync(store, "UPDATE secrets SET name = 'other'");

        await FailsAsync(ErrorCode.StoreDamaged, () => store.GetSecretAsync("other", services));
    }

    [Theory, EveryDatabase]
    public async Task Many_references_to_values_outside_the_database_are_resolved_by_one_request(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var driver = new BatchingSecretsStore();
        var services = await ServicesOverAsync(store, store.Database, driver);
        foreach (var name in (string[])["a", "b", "c"])
        {
            await store.AddSecretAsync(name, new SecretValues { ["key"] = $"of {name}" }, services: services);
        }

        SecretReference[] references = [new("a", "key"), new("b", "key"), new("c", "key")];
        var resolved = await services.Secrets.ResolveAsync(store.Workspace.Id, references, Token);
        Assert.Equal(["of a", "of b", "of c"], references.Select(reference => resolved[reference].Reveal()));
        Assert.Equal(1, driver.Reads);

        driver.Lose();
        var checks = await services.SecretMetadata.CheckAsync(
            store.Workspace.Id, references, SecretValidationLevel.SecretAndKeyExists, Token);
        Assert.All(checks, check => Assert.Equal(ReferenceOutcome.ValuesMissing, check.Outcome));
        await FailsAsync(ErrorCode.ValuesMissing, () => store.GetSecretAsync("a", services));
    }

    private static async Task<ZenServices> ServicesOverAsync(TemporaryStore store, SqlStore database, ISecretsStore driver) => new(
        database.LocalCaller,
        store.PartsOf(database) with { ExternalValues = await OpenAsync(store, database, driver) });

    private static Task<ExternalSecretValues> OpenAsync(TemporaryStore store, SqlStore database, ISecretsStore driver) =>
        ExternalSecretValues.OpenAsync(database, driver, store.Clock, null, Token);
}
