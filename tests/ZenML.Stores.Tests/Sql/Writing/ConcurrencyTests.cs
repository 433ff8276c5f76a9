using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Writing;

public sealed class ConcurrencyTests
{
    [Theory, EveryDatabase]
    public async Task D5_concurrent_tasks_that_each_add_a_key_to_one_secret_lose_no_key(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var info = await store.AddSecretAsync("shared", new SecretValues());

        await Task.WhenAll(Enumerable.Range(0, 64).Select(index => Task.Run(() => AddKeyAsync(store.Services, info.Id, index), Token)));

        await AssertHasAllKeysAsync(store);
    }

    [Theory, EveryDatabase]
    public async Task D5_concurrent_stores_that_each_add_a_key_to_one_secret_lose_no_key(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var info = await store.AddSecretAsync("shared", new SecretValues());

        await Task.WhenAll(Enumerable.Range(0, 64).Select(index => Task.Run(
            async () =>
            {
                await using var own = await store.OpenAgainAsync();
                await AddKeyAsync(store.ServicesOf(own.LocalCaller, own), info.Id, index);
            },
            Token)));

        await AssertHasAllKeysAsync(store);
    }

    [Theory, EveryDatabase]
    public async Task Only_one_of_many_concurrent_requests_can_create_a_given_name(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(index => Task.Run(
            async () =>
            {
                await using var own = await store.OpenAgainAsync();
                try
                {
                    await store.AddSecretAsync("db", services: store.ServicesOf(own.LocalCaller, own));
                    return (ErrorCode?)null;
                }
                catch (ZenException exception)
                {
                    return exception.Code;
                }
            },
            Token)));

        Assert.Equal(15, outcomes.Count(outcome => outcome == ErrorCode.AlreadyExists));
        Assert.Single(outcomes, outcome => outcome is null);
    }

    [Theory, EveryDatabase]
    public async Task A_read_sees_one_consistent_state_while_others_write(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var info = await store.AddSecretAsync("pair", new SecretValues { ["a"] = "0", ["b"] = "0" });

        var seen = await store.Database.ReadAsync(
            async (unit, token) =>
            {
                var before = await unit.Secrets.FindByIdAsync(info.Id, new SecretViewer(store.Database.LocalCaller.UserId), token);
                await store.Services.Secrets.UpdateAsync(
                    info.Id, new SecretUpdate { Set = new SecretValues { ["a"] = "1", ["b"] = "1" } }, token);
                return (await unit.SecretValues.GetAsync(before!, token))!["a"].Reveal();
            },
            Token);

        Assert.Equal("0", seen);
        Assert.Equal("1", (await store.GetSecretAsync("pair"))["a"].Reveal());
    }

    [Theory, EveryDatabase]
    public async Task Work_that_throws_leaves_no_changes_and_the_store_keeps_working(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var info = await store.AddSecretAsync("db");

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Database.WriteAsync<int>(
            async (unit, token) =>
            {
                await unit.SecretValues.DeleteAsync(info.Id, token);
                throw new InvalidOperationException("stop");
            },
            Token));

        Assert.Equal("value", (await store.GetSecretAsync("db"))["key"].Reveal());
        await store.AddSecretAsync("next");
    }

    [Theory, EveryDatabase]
    public async Task A_cancelled_write_leaves_no_changes(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Workspaces.AddAsync(
                    new() { Id = Id<ZenML.Core.Workspaces.Workspace>.New(), Name = "w", Created = default, Updated = default }, token);
                await source.CancelAsync();
                return 0;
            },
            source.Token));

        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT id FROM workspaces WHERE name = 'w'"));
    }

    private static Task<SecretInfo> AddKeyAsync(IZenServices services, Id<Secret> id, int index) => services.Secrets.UpdateAsync(
        id, new SecretUpdate { Set = new SecretValues { [$"key{index}"] = $"value{index}" } }, Token);

    private static async Task AssertHasAllKeysAsync(TemporaryStore store)
    {
        var secret = await store.GetSecretAsync("shared");
        Assert.Equal(
            Enumerable.Range(0, 64).Select(index => ($"key{index}", $"value{index}")).Order(),
            secret.Values.Select(entry => (entry.Key, entry.Value.Reveal())).Order());
        Assert.Equal(65, secret.Info.Version);
    }
}
