using ZenML.Core.Errors;
using ZenML.Core.Lookups;
using ZenML.Core.Secrets;
using ZenML.Stores.Sql;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Sql;

public sealed class SharedWritesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Writes_that_come_together_all_count_and_one_that_fails_takes_back_only_itself(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var services = store.Services;
        var workspace = (await services.Workspaces.FindAsync("default", LookupMode.Exact, Token)).Id;

        // Every third name is taken by the one before it, so a third of the writes fail.
        var attempts = Enumerable.Range(0, 90).Select(number => Task.Run(
            async () =>
            {
                try
                {
                    var name = SecretName.Parse($"secret_{number - (number % 3 == 2 ? 1 : 0)}");
                    await services.Secrets.CreateAsync(new NewSecret(workspace, name, SecretScope.Workspace, new() { ["n"] = $"{number}" }), Token);
                    return true;
                }
                catch (ZenException exception) when (exception.Code == ErrorCode.AlreadyExists)
                {
                    return false;
                }
            },
            Token));
        var outcomes = await Task.WhenAll(attempts);

        Assert.Equal(60, outcomes.Count(succeeded => succeeded));
        var page = await services.Secrets.ListAsync(new() { Size = 100, Workspace = workspace }, Token);
        Assert.Equal(60, page.Total);
        Assert.Equal(60, page.Items.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_write_that_is_cancelled_while_it_waits_leaves_nothing_and_disturbs_nobody(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var database = store.Database;
        var isInside = new TaskCompletionSource();
        var mayLeave = new TaskCompletionSource();
        var first = database.WriteAsync(
            async (_, _) =>
            {
                isInside.SetResult();
                await mayLeave.Task;
                return 1;
            },
            Token);
        await isInside.Task;
        using var cancellation = new CancellationTokenSource();
        var second = database.WriteAsync((_, _) => Task.FromResult(2), cancellation.Token);
        var third = database.WriteAsync((_, _) => Task.FromResult(3), Token);
        await cancellation.CancelAsync();
        mayLeave.SetResult();

        Assert.Equal(1, await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(3, await third);
    }
}
