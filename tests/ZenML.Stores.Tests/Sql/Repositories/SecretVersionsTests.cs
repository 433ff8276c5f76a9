using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

/// <summary>Earlier versions of values, which nothing shows yet.</summary>
public sealed class SecretVersionsTests
{
    [Theory, EveryDatabase]
    public async Task A_store_keeps_as_many_versions_of_values_as_it_is_set_to(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["key"] = "1" });
        var other = await store.AddSecretAsync("other");
        await using (var three = await store.OpenAgainAsync(secretVersions: 3))
        {
            await ChangeAsync(store, three, secret.Id, from: 2, to: 3);
            Assert.Equal([1, 2, 3], await VersionsAsync(store, secret.Id));

            await ChangeAsync(store, three, secret.Id, from: 4, to: 6);
            Assert.Equal([4, 5, 6], await VersionsAsync(store, secret.Id));
        }

        await using (var one = await store.OpenAgainAsync(secretVersions: 1))
        {
            await ChangeAsync(store, one, secret.Id, from: 7, to: 7);
            Assert.Equal([7], await VersionsAsync(store, secret.Id));
        }

        await ChangeAsync(store, store.Database, secret.Id, from: 8, to: 20);
        Assert.Equal(Enumerable.Range(11, 10), await VersionsAsync(store, secret.Id));
        Assert.Equal([1], await VersionsAsync(store, other.Id));
        Assert.Equal("20", (await store.GetSecretAsync("db"))["key"].Reveal());
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task A_rename_makes_no_version_of_values(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db");
        for (var index = 0; index < 12; index++)
        {
            await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Name = SecretName.Parse($"db{index}") }, Token);
        }

        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new SecretValues { ["key"] = "new" } }, Token);

        Assert.Equal([1, 14], await VersionsAsync(store, secret.Id));
    }

    [Theory, EveryDatabase]
    public async Task Purging_a_secret_or_deleting_its_workspace_deletes_all_versions(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var workspace = await store.Services.Workspaces.CreateAsync("team", "", Token);
        var secret = await store.AddSecretAsync("db");
        var inWorkspace = await store.AddSecretAsync("db", workspace: workspace.Id);
        await ChangeAsync(store, store.Database, secret.Id, from: 2, to: 4);
        await ChangeAsync(store, store.Database, inWorkspace.Id, from: 2, to: 4);

        await store.Services.DeleteForGoodAsync(secret.Id, Token);
        Assert.Empty(await VersionsAsync(store, secret.Id));
        await store.Services.Workspaces.DeleteAsync(workspace.Id, force: true, Token);

        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT version FROM secret_values"));
    }

    [Theory, EveryDatabase]
    public async Task A_check_of_the_store_opens_earlier_versions_with_the_key_names_that_they_had(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secret = await store.AddSecretAsync("db", new SecretValues { ["a"] = "1", ["b"] = "2" });
        await store.Services.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Remove = ["a"] }, Token);
        await store.Services.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { ReplaceAll = true, Set = new SecretValues { ["c"] = "3" } }, Token);
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);

        await RawDatabase.ExecuteAsync(store, "UPDATE secret_values SET key_names = '[\"c\"]' WHERE version = 2");
        Assert.Contains(
            $"secret {secret.Id}, version 2",
            Assert.Single((await store.Database.CheckAsync(Token)).Problems),
            StringComparison.Ordinal);
        await RawDatabase.ExecuteAsync(store, "UPDATE secret_values SET key_names = NULL WHERE version = 2");
        Assert.Contains(
            "key names are missing", Assert.Single((await store.Database.CheckAsync(Token)).Problems), StringComparison.Ordinal);
        await RawDatabase.ExecuteAsync(store, "DELETE FROM secret_values WHERE version = 2");
        await RawDatabase.ExecuteAsync(store, "UPDATE secret_values SET sealed = wrapped_key WHERE version = 1");
        Assert.Contains(
            $"secret {secret.Id}, version 1",
            Assert.Single((await store.Database.CheckAsync(Token)).Problems),
            StringComparison.Ordinal);
        Assert.Equal("3", (await store.GetSecretAsync("db"))["c"].Reveal());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SecretLimits.MaximumVersions + 1)]
    public async Task A_store_refuses_to_keep_no_version_or_too_many(int versions)
    {
        await using var store = await TemporaryStore.CreateAsync();

        await FailsAsync(ErrorCode.InvalidArgument, () => store.OpenAgainAsync(secretVersions: versions));
    }

    private static async Task ChangeAsync(TemporaryStore store, SqlStore database, Id<Secret> secret, int from, int to)
    {
        for (var version = from; version <= to; version++)
        {
            await store.ServicesOf(database.LocalCaller, database).Secrets.UpdateAsync(
                secret, new SecretUpdate { Set = new SecretValues { ["key"] = version.ToString(CultureInfo.InvariantCulture) } }, Token);
        }
    }

    private static async Task<IEnumerable<int>> VersionsAsync(TemporaryStore store, Id<Secret> secret) => (await RawDatabase.QueryAsync(
        store, "SELECT version FROM secret_values WHERE secret_id = @secret ORDER BY version", ("@secret", secret.Value.ToString("N"))))
        .Select(version => Convert.ToInt32(version, CultureInfo.InvariantCulture));
}
