using ZenML.Client.Tests.Attacks;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Transfers;
using ZenML.TestKit;

namespace ZenML.Client.Tests;

public class SecretChangesClientTests : ClientTest
{
    [Fact]
    public async Task A_watch_begins_with_a_notice_and_has_one_after_each_change()
    {
        await using var watch = Client.SecretChanges.WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        Assert.True((await NextAsync(watch)).IsStart);

        var secret = await Client.Secrets.CreateAsync("db", new() { ["k"] = "1" }, cancellationToken: Token);
        Assert.False((await NextAsync(watch)).IsStart);

        Func<Task>[] changes =
        [
            () => Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["k"] = "2" } }, Token),
            () => Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Name = SecretName.Parse("renamed") }, Token),
            () => Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Scope = SecretScope.User }, Token),
            () => Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Scope = SecretScope.Workspace }, Token),
            () => Client.Secrets.DeleteAsync(secret.Id, Token),
            .. Own([
                () => Client.DeletedSecrets.UndeleteAsync(secret.Id, cancellationToken: Token),
                () => Client.Secrets.History.RollbackAsync(secret.Id, to: 1, cancellationToken: Token),
                async () =>
                {
                    var far = await Client.Workspaces.CreateAsync("far", cancellationToken: Token);
                    await Client.Secrets.MoveAsync(secret.Id, new SecretDestination { Workspace = far.Id }, Token);
                },
            ]),
        ];
        foreach (var change in changes)
        {
            await change();
            Assert.False((await NextAsync(watch)).IsStart);
        }
    }

    [Fact]
    public async Task Secrets_of_other_workspaces_and_private_secrets_of_other_accounts_cause_no_notice()
    {
        await using var other = await OpenAsOtherAsync();
        var cursor = await CursorAsync(Client);

        var hidden = await other.Secrets.CreateAsync("mine", new() { ["k"] = "1" }, SecretScope.User, Token);
        await other.Secrets.UpdateAsync(hidden.Id, new SecretUpdate { Set = new() { ["k"] = "2" } }, Token);
        await Client.Workspaces.CreateAsync("elsewhere", cancellationToken: Token);
        await Client.Workspaces.SetActiveAsync("elsewhere", cancellationToken: Token);
        await Client.Secrets.CreateAsync("db", new() { ["k"] = "1" }, cancellationToken: Token);
        await Client.Workspaces.SetActiveAsync("default", cancellationToken: Token);

        Assert.Equal(cursor, await CursorAsync(Client));
        Assert.NotEqual(cursor, await CursorAsync(other));
    }

    [Fact]
    public async Task A_change_between_the_notice_and_the_next_wait_is_noticed()
    {
        await using var watch = Client.SecretChanges.WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        for (var count = 1; count <= 20; count++)
        {
            var seen = (await NextAsync(watch)).Cursor;
            await Client.Secrets.CreateAsync($"s{count}", new() { ["k"] = "1" }, cancellationToken: Token);
            Assert.NotEqual(seen, await CursorAsync(Client));
        }
    }

    [Fact]
    public async Task A_watch_ends_when_it_is_cancelled()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var watch = Client.SecretChanges.WatchAsync(cancellationToken: end.Token).GetAsyncEnumerator(end.Token);
        await NextAsync(watch);
        var next = NextAsync(watch);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task A_server_that_answers_each_wait_at_once_is_asked_twice_a_second_and_less_while_nothing_changes()
    {
        var clock = new ManualClock();
        var asked = new List<TimeSpan>();
        var answers = new Queue<string>(["1", "2", "3", .. Enumerable.Repeat("3", 6), "4", "5"]);
        await using var watch = SecretChangesClient.ReadAsync(
            (_, _) =>
            {
                asked.Add(clock.GetUtcNow() - DateTimeOffset.UnixEpoch);
                return Task.FromResult(answers.Dequeue());
            },
            clock, onFailure: null, Token).GetAsyncEnumerator(Token);
        for (var notice = 1; notice <= 5; notice++)
        {
            var next = watch.MoveNextAsync().AsTask();
            await PassTimeAsync(clock, next);
            Assert.True(await next);
        }

        TimeSpan[] gaps = [.. asked.Zip(asked.Skip(1), (before, after) => after - before)];
        Assert.All(gaps.Skip(1), gap => Assert.True(gap >= TimeSpan.FromMilliseconds(500), $"{gap}"));
        Assert.True(gaps[8] >= TimeSpan.FromSeconds(8), $"{gaps[8]}");
    }

    [Fact]
    public async Task Failures_that_may_pass_are_reported_and_others_end_the_watch()
    {
        var codes = new Queue<ErrorCode>([ErrorCode.ServerBusy, ErrorCode.TooManyAttempts, ErrorCode.NotAuthenticated]);
        var clock = new ManualClock();
        var reported = new List<ErrorCode>();
        await using var watch = SecretChangesClient.ReadAsync(
            (_, _) => throw new ZenException(codes.Dequeue(), $"No."), clock, failure => reported.Add(failure.Code), Token)
            .GetAsyncEnumerator(Token);
        var next = watch.MoveNextAsync().AsTask();
        await PassTimeAsync(clock, next);

        Assert.Equal(ErrorCode.NotAuthenticated, (await Assert.ThrowsAsync<ZenException>(() => next)).Code);
        Assert.Equal([ErrorCode.ServerBusy, ErrorCode.TooManyAttempts], reported);
    }

    [Fact]
    public async Task After_a_failure_there_is_a_notice_when_the_store_answers_again_although_nothing_changed()
    {
        var answers = new Queue<string?>(["1", null, null, "1"]);
        var clock = new ManualClock();
        var failures = 0;
        await using var watch = SecretChangesClient.ReadAsync(
            (_, _) => Task.FromResult(answers.Dequeue() ?? throw new ZenException(ErrorCode.ServerBusy, $"No.")),
            clock, _ => failures++, Token).GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());

        var next = watch.MoveNextAsync().AsTask();
        await PassTimeAsync(clock, next);

        Assert.True(await next);
        Assert.Equal((2, new SecretsChange(false, "1")), (failures, watch.Current));
    }

    /// <summary>Changes that only a store of this project can make.</summary>
    protected virtual IEnumerable<Func<Task>> Own(IEnumerable<Func<Task>> changes) => changes;

    protected static Task<SecretsChange> NextAsync(IAsyncEnumerator<SecretsChange> watch) =>
        TakeAsync(watch).InTimeAsync("a notice of a change");

    protected static async Task<string> CursorAsync(ZenClient client)
    {
        await foreach (var start in client.SecretChanges.WatchAsync(cancellationToken: Token))
        {
            return start.Cursor;
        }

        throw new InvalidOperationException("A watch does not end by itself.");
    }

    private static async Task PassTimeAsync(ManualClock clock, Task end)
    {
        while (!end.IsCompleted)
        {
            if (clock.IsAwaited)
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            await Task.Yield();
        }
    }

    private static async Task<SecretsChange> TakeAsync(IAsyncEnumerator<SecretsChange> watch)
    {
        Assert.True(await watch.MoveNextAsync());
        return watch.Current;
    }
}
