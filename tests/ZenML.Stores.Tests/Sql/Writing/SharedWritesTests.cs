using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Stores.Servers;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Sql.Writing;

public sealed class SharedWritesTests
{
    private const int PartsOfAWrite = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Concurrent_writes_are_all_kept_and_a_failing_one_rolls_back_only_itself(StoreKind kind)
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
                    await services.Secrets.CreateAsync(
                        new NewSecret(workspace, name, SecretScope.Workspace, new() { ["n"] = $"{number}" }), Token);
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
        var page = await services.SecretMetadata.ListAsync(new() { Size = 100, Workspace = workspace }, Token);
        Assert.Equal(60, page.Total);
        Assert.Equal(60, page.Items.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_write_that_is_cancelled_while_it_waits_changes_nothing_and_does_not_affect_others(StoreKind kind)
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
        await isInside.Task.InTimeAsync("the first write to begin");
        using var cancellation = new CancellationTokenSource();
        var second = database.WriteAsync((_, _) => Task.FromResult(2), cancellation.Token);
        var third = database.WriteAsync((_, _) => Task.FromResult(3), Token);
        await cancellation.CancelAsync();
        mayLeave.SetResult();

        Assert.Equal(1, await first.InTimeAsync("the first write"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.InTimeAsync("the cancelled write"));
        Assert.Equal(3, await third.InTimeAsync("the third write"));
    }

    [Theory, EveryDatabase]
    public async Task Writes_that_are_cancelled_while_they_run_are_kept_whole_or_not_at_all_and_do_not_affect_others(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var writes = Enumerable.Range(0, 240).Select(number => WriteAsync(store, number, isCancelled: number % 3 == 0)).ToArray();
        var acknowledged = await Task.WhenAll(writes);

        Assert.All(
            acknowledged.Index().Where(write => write.Index % 3 != 0),
            write => Assert.True(write.Item, $"The write {write.Index} was disturbed."));
        Assert.Contains(false, acknowledged);
        var page = await store.Services.Workspaces.ListAsync(new() { Size = 10_000 }, Token);
        var parts = page.Items.Where(workspace => workspace.Name.Contains('.', StringComparison.Ordinal))
            .CountBy(workspace => workspace.Name.Split('.')[0]).ToDictionary();
        Assert.All(parts, write => Assert.Equal(PartsOfAWrite, write.Value));
        Assert.All(acknowledged.Index().Where(write => write.Item), write => Assert.Contains($"write{write.Index}", parts.Keys));
    }

    [Theory, EveryDatabase]
    public async Task A_write_that_has_begun_is_never_interrupted_inside_a_statement_but_rolled_back_as_a_whole(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        using var cancellation = new CancellationTokenSource();
        var ranToItsEnd = false;
        var write = store.Database.WriteAsync(
            async (unit, token) =>
            {
                await cancellation.CancelAsync();
                await AddPartsAsync(unit, 0, store.Clock, token);
                ranToItsEnd = true;
                return 0;
            },
            cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.True(ranToItsEnd);
        Assert.Equal("default", Assert.Single((await store.Services.Workspaces.ListAsync(new(), Token)).Items).Name);
    }

    /// <summary>Writes in several statements and can cancel during one of them.</summary>
    /// <returns>Whether it was acknowledged.</returns>
    private static async Task<bool> WriteAsync(TemporaryStore store, int number, bool isCancelled)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var hasBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var write = Task.Run(
            () => store.Database.WriteAsync(
                async (unit, token) =>
                {
                    hasBegun.TrySetResult();
                    if (isCancelled && number % 2 == 0)
                    {
                        // These writes are certainly cancelled while they run; the others may finish before.
                        await cancellation.CancelAsync();
                    }

                    await AddPartsAsync(unit, number, store.Clock, token);
                    return number;
                },
                cancellation.Token),
            Token);
        if (isCancelled)
        {
            await hasBegun.Task.InTimeAsync("the write to begin");
            await cancellation.CancelAsync();
        }

        try
        {
            await write;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task AddPartsAsync(IUnitOfWork unit, int number, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var part = 0; part < PartsOfAWrite; part++)
        {
            await unit.Workspaces.AddAsync(
                new Workspace
                {
                    Id = Id<Workspace>.New(),
                    Name = $"write{number}.{part}",
                    Created = clock.GetUtcNow(),
                    Updated = clock.GetUtcNow(),
                }, cancellationToken);
        }
    }
}
