using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Workspaces;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class SecretChangeCountTests
{
    [Theory, EveryDatabase]
    public async Task A_change_is_counted_for_those_who_see_the_secret_before_or_after_it(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var secrets = store.Services.Secrets;
        var secret = await store.AddSecretAsync("db");
        await AssertChangedAsync(store, own: true, other: true, () => store.AddSecretAsync("second"));
        await AssertChangedAsync(store, own: true, other: true, () => secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Set = new() { ["key"] = "new" } }, Token));
        await AssertChangedAsync(store, own: true, other: true, () => secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Scope = SecretScope.User }, Token));
        await AssertChangedAsync(store, own: true, other: false, () => secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Name = SecretName.Parse("mine") }, Token));
        await AssertChangedAsync(store, own: false, other: true, () => store.AddSecretAsync(
            "theirs", scope: SecretScope.User, services: store.OtherServices));
        await AssertChangedAsync(store, own: true, other: false, () => secrets.DeleteAsync(secret.Id, ifVersion: null, Token));
        await AssertChangedAsync(store, own: true, other: false, () => store.Services.DeletedSecrets.UndeleteAsync(
            secret.Id, name: null, ifVersion: null, Token));
        await AssertChangedAsync(store, own: false, other: false, async () =>
        {
            var far = await store.Services.Workspaces.CreateAsync("far", "", Token);
            await store.AddSecretAsync("db", workspace: far.Id);
        });
    }

    [Fact]
    public async Task Counts_of_more_accounts_and_workspaces_than_one_statement_takes_are_all_returned()
    {
        await using var store = await TemporaryStore.CreateAsync(StoreKind.Sqlite);
        await store.AddSecretAsync("db");
        SecretView[] here =
            [.. Enumerable.Range(0, 1000).Select(_ => new SecretView(store.Workspace.Id, new SecretViewer(Id<User>.New())))];
        var own = new SecretViewer(store.Database.LocalCaller.UserId);
        SecretView[] elsewhere = [.. Enumerable.Range(0, 300).Select(_ => new SecretView(Id<Workspace>.New(), own))];

        var counts = await store.Database.ReadAsync(
            (unit, token) => unit.Secrets.CountChangesAsync([.. here, .. elsewhere], token), Token);

        Assert.Equal(here.Length + elsewhere.Length, counts.Count);
        Assert.All(here, view => Assert.Equal(new SecretChangeCount(1, 0), counts[view]));
        Assert.All(elsewhere, view => Assert.Equal(new SecretChangeCount(0, 0), counts[view]));
    }

    private static async Task AssertChangedAsync(TemporaryStore store, bool own, bool other, Func<Task> change)
    {
        var before = await ReadAsync(store);
        await change();
        var after = await ReadAsync(store);
        Assert.Equal((own, other), (before.Own != after.Own, before.Other != after.Other));
    }

    private static Task<(string Own, string Other)> ReadAsync(TemporaryStore store) => store.Database.ReadAsync(
        async (unit, token) =>
        {
            var own = new SecretView(store.Workspace.Id, new SecretViewer(store.Database.LocalCaller.UserId));
            var other = new SecretView(store.Workspace.Id, new SecretViewer(store.OtherCaller.UserId));
            var counts = await unit.Secrets.CountChangesAsync([own, other], token);
            return (counts[own].ToCursor(), counts[other].ToCursor());
        },
        Token);
}
