using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.TestKit;

namespace ZenML.Core.Tests.Auditing;

public sealed class ReadAuditWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_are_rejected_while_they_cannot_be_recorded_and_no_record_is_lost()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        var database = new BreakableDatabase(store.Store);
        await using var reads = new ReadAuditWriter(database, TimeProvider.System, ReadAuditWriter.DefaultRetention);
        var services = new ZenServices(store.Store.LocalCaller, store.Parts with { Reads = reads });

        database.IsBroken = true;
        await services.Secrets.GetAsync(secret.Id, Token);
        await Assert.ThrowsAsync<ZenException>(() => reads.FlushAsync(Token));
        var refusal = await Assert.ThrowsAsync<ZenException>(() => services.Secrets.GetAsync(secret.Id, Token));
        Assert.Equal(ErrorCode.StoreUnavailable, refusal.Code);
        Assert.Throws<ZenException>(reads.EnsureAcceptsReads);
        database.IsBroken = false;
        await reads.FlushAsync(Token);
        reads.EnsureAcceptsReads();
        await services.Secrets.GetAsync(secret.Id, Token);

        Assert.Equal(2, await CountReadsAsync(services));
    }

    [Fact]
    public async Task Buffered_records_are_written_when_the_writer_is_disposed()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await using (var reads = new ReadAuditWriter(store.Store, TimeProvider.System, ReadAuditWriter.DefaultRetention))
        {
            await new ZenServices(store.Store.LocalCaller, store.Parts with { Reads = reads }).Secrets.GetAsync(secret.Id, Token);
        }

        Assert.Equal(1, await CountReadsAsync(store.Services));
    }

    [Theory]
    [InlineData(typeof(ZenException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(NullReferenceException))]
    [InlineData(typeof(TimeoutException))]
    public async Task F2_reads_are_rejected_and_resume_on_their_own_whatever_exception_writing_their_records_throws(Type kind)
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        var database = new BreakableDatabase(store.Store) { Failure = () => Failure(kind) };
        var observer = new Observer();
        await using var reads = new ReadAuditWriter(database, TimeProvider.System, ReadAuditWriter.DefaultRetention, observer);
        var services = new ZenServices(store.Store.LocalCaller, store.Parts with { Reads = reads });
        database.IsBroken = true;
        await services.Secrets.GetAsync(secret.Id, Token);
        await observer.Failed.Task.InTimeAsync("writing records to fail");

        var refusal = await Assert.ThrowsAsync<ZenException>(() => services.Secrets.GetAsync(secret.Id, Token));
        Assert.Equal(ErrorCode.StoreUnavailable, refusal.Code);
        database.IsBroken = false;
        await observer.Resumed.Task.InTimeAsync("writing records to resume");
        reads.EnsureAcceptsReads();
        await services.Secrets.GetAsync(secret.Id, Token);
        await reads.FlushAsync(Token);

        Assert.Equal(2, await CountReadsAsync(services));
    }

    [Fact]
    public async Task F2_reads_wait_while_writing_their_records_hangs_and_are_answered_when_it_ends()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        var mayEnd = new TaskCompletionSource();
        var database = new BreakableDatabase(store.Store) { Hang = mayEnd.Task };
        await using var reads = new ReadAuditWriter(database, TimeProvider.System, ReadAuditWriter.DefaultRetention);
        var (ahead, waiting) = await ReadUntilOneWaitsAsync(reads, store, secret);

        await Task.Yield();
        Assert.False(waiting.IsCompletedSuccessfully, "A read was answered although records before it are long overdue.");
        mayEnd.SetResult();
        await waiting.InTimeAsync("the read that waits for its record");
        await reads.FlushAsync(Token);

        Assert.Equal(ahead + 1, await CountReadsAsync(store.Services));
    }

    [Fact]
    public async Task F2_a_reader_that_disconnects_while_it_waits_for_its_record_stops_neither_the_writing_nor_other_reads()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        var mayEnd = new TaskCompletionSource();
        var database = new BreakableDatabase(store.Store) { Hang = mayEnd.Task };
        await using var reads = new ReadAuditWriter(database, TimeProvider.System, ReadAuditWriter.DefaultRetention);
        var (ahead, waiting) = await ReadUntilOneWaitsAsync(reads, store, secret);
        using var hangUp = new CancellationTokenSource();
        var leaver = reads.RecordAsync([Read(store, secret)], hangUp.Token).AsTask();
        var lister = reads.FlushAsync(hangUp.Token);

        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lister);
        mayEnd.SetResult();
        await waiting.InTimeAsync("the read that waits for its record");
        reads.EnsureAcceptsReads();
        await reads.FlushAsync(Token);

        Assert.Equal(ahead + 2, await CountReadsAsync(store.Services));
    }

    [Fact]
    public async Task F2_a_server_that_stops_while_records_cannot_be_written_retries_and_reports_only_records_that_are_lost()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        var database = new BreakableDatabase(store.Store) { IsBroken = true };
        var observer = new Observer();
        var reads = new ReadAuditWriter(database, TimeProvider.System, ReadAuditWriter.DefaultRetention, observer);
        await reads.RecordAsync([Read(store, secret)], Token);
        await observer.Failed.Task.InTimeAsync("writing records to fail");
        var ending = reads.DisposeAsync();
        database.IsBroken = false;
        await ending.InTimeAsync("the last records to be written");

        Assert.Equal((1, 0), (await CountReadsAsync(store.Services), observer.Lost));
        Assert.Equal(ErrorCode.StoreUnavailable, Assert.Throws<ZenException>(reads.EnsureAcceptsReads).Code);
    }

    [Fact]
    public async Task Old_events_are_deleted_and_recent_ones_are_not()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await AddSecretAsync(store);
        var old = AuditEvent.Of(store.Store.LocalCaller, DateTimeOffset.UnixEpoch, AuditAction.Read, "secret", null);
        await store.Store.WriteAsync(
            async (unit, token) =>
            {
                await unit.Audit.AddAsync([old, old with { Id = AuditEvent.NewId(old.Created) }], token);
                return true;
            },
            Token);

        await store.Reads.PruneAsync(Token);

        Assert.Equal(["create"], (await store.Services.Audit.ListAsync(new ListQuery(), Token)).Items.Select(item => item.Action.Text()));
    }

    [Fact]
    public async Task A_clock_that_runs_ahead_deletes_one_day_of_the_audit_log_at_a_time()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var store = await TemporaryStore.CreateAsync();
        await store.Store.WriteAsync(
            async (unit, token) =>
            {
                await unit.Audit.AddAsync(
                    [
                        .. Enumerable.Range(1, 80).Select(day =>
                            AuditEvent.Of(store.Store.LocalCaller, now.AddDays(-day), AuditAction.Read, "secret", null)),
                    ],
                    token);
                return true;
            },
            Token);
        await using var ahead = new ReadAuditWriter(
            store.Store, new ShiftedClock(TimeSpan.FromDays(100)), ReadAuditWriter.DefaultRetention);

        Assert.True(await ahead.PruneAsync(Token));
        Assert.InRange((await store.Services.Audit.ListAsync(new ListQuery(), Token)).Total, 78, 80);
        Assert.False(await store.Reads.PruneAsync(Token));
        Assert.InRange((await store.Services.Audit.ListAsync(new ListQuery(), Token)).Total, 78, 80);
    }

    [Fact]
    public async Task A_large_backlog_of_old_events_is_deleted_in_several_calls()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var store = await TemporaryStore.CreateAsync();
        await store.Store.WriteAsync(
            async (unit, token) =>
            {
                var days = Enumerable.Range(88, 10);
                await unit.Audit.AddAsync(
                    [.. days.Select(day => AuditEvent.Of(store.Store.LocalCaller, now.AddDays(-day), AuditAction.Read, "secret", null))],
                    token);
                return true;
            },
            Token);

        var calls = 1;
        while (await store.Reads.PruneAsync(Token))
        {
            calls++;
        }

        Assert.InRange(calls, 3, 10);
        Assert.Equal(2, (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "read" }, Token)).Total);
    }

    [Fact]
    public async Task A_jump_of_the_clock_that_makes_more_than_a_day_of_events_due_is_recorded_without_an_account()
    {
        var now = TimeProvider.System.GetUtcNow();
        var jumped = new ShiftedClock(TimeSpan.FromDays(100));
        await using var store = await TemporaryStore.CreateAsync();
        await store.Store.WriteAsync(
            async (unit, token) =>
            {
                await unit.Audit.AddAsync(
                    [
                        .. Enumerable.Range(1, 4).Select(day =>
                            AuditEvent.Of(store.Store.LocalCaller, now.AddDays(-day), AuditAction.Read, "secret", null)),
                    ],
                    token);
                return true;
            },
            Token);
        await using var ahead = new ReadAuditWriter(store.Store, jumped, ReadAuditWriter.DefaultRetention);
        var before = jumped.GetUtcNow();

        Assert.True(await ahead.PruneAsync(Token));

        var jump = Assert.Single((await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "clock_jump" }, Token)).Items);
        Assert.Equal(("audit", AuditOutcome.Success, ""), (jump.ResourceType, jump.Outcome, jump.UserName));
        Assert.Null(jump.UserId);
        Assert.Null(jump.Address);
        Assert.InRange(jump.Created, before.AddSeconds(-1), jumped.GetUtcNow().AddSeconds(1));
    }

    [Fact]
    public async Task Deleting_the_events_of_less_than_a_day_is_not_recorded_as_a_jump_of_the_clock()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var store = await TemporaryStore.CreateAsync();
        await store.Store.WriteAsync(
            async (unit, token) =>
            {
                await unit.Audit.AddAsync(
                    [AuditEvent.Of(store.Store.LocalCaller, now.AddDays(-90.5), AuditAction.Read, "secret", null)], token);
                return true;
            },
            Token);

        Assert.False(await store.Reads.PruneAsync(Token));

        Assert.Equal(0, (await store.Services.Audit.ListAsync(new ListQuery(), Token)).Total);
    }

    [Fact]
    public async Task A_change_after_the_clock_was_set_back_is_not_dated_before_the_previous_change()
    {
        await using var store = await TemporaryStore.CreateAsync(clock: new ShiftedClock(TimeSpan.FromDays(1)));
        var secret = await AddSecretAsync(store);
        var parts = store.Parts with { Clock = TimeProvider.System };

        var changed = await new ZenServices(store.Store.LocalCaller, parts).Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Set = new() { ["k"] = "w" } }, Token);

        Assert.True(changed.Updated >= secret.Updated && changed.Version > secret.Version);
    }

    [Fact]
    public async Task Only_administrators_can_read_the_audit_log()
    {
        await using var store = await TemporaryStore.CreateAsync();

        var refusal = await Assert.ThrowsAsync<ZenException>(() => store.OtherServices.Audit.ListAsync(new ListQuery(), Token));

        Assert.Equal(ErrorCode.NotAllowed, refusal.Code);
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    private static Exception Failure(Type kind) =>
        kind == typeof(ZenException)
            ? new ZenException(ErrorCode.StoreDamaged, "The store is broken for a test.")
            : (Exception)Activator.CreateInstance(kind, ["broken"])!;

    private static AuditEvent Read(TemporaryStore store, SecretInfo secret) =>
        AuditEvent.Of(store.Store.LocalCaller, store.Clock.GetUtcNow(), AuditAction.Read, "secret", secret);

    /// <summary>Records reads until one has to wait. Reads before that are answered ahead of their records.</summary>
    private static async Task<(int Ahead, Task Waiting)> ReadUntilOneWaitsAsync(
        ReadAuditWriter reads, TemporaryStore store, SecretInfo secret)
    {
        for (var ahead = 0; ; ahead++)
        {
            var recorded = reads.RecordAsync([Read(store, secret)], Token);
            if (!recorded.IsCompleted)
            {
                return (ahead, recorded.AsTask());
            }

            await recorded;
            await Task.Delay(5, Token);
        }
    }

    private static Task<SecretInfo> AddSecretAsync(TemporaryStore store) => store.Services.Secrets.CreateAsync(
        new NewSecret(store.Workspace.Id, SecretName.Parse("db"), SecretScope.Workspace, new() { ["k"] = "v" }), Token);

    private static async Task<long> CountReadsAsync(IZenServices services) =>
        (await services.Audit.ListAsync(new ListQuery { ["action"] = "read" }, Token)).Total;

    private sealed class BreakableDatabase(IDatabase inner) : IDatabase
    {
        public bool IsBroken { get; set; }

        public Func<Exception> Failure { get; init; } =
            () => new ZenException(ErrorCode.StoreUnavailable, "The store is broken for a test.");

        public Task Hang { get; init; } = Task.CompletedTask;

        public IDatabase Audit => this;

        public Task<TResult> ReadAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
            inner.ReadAsync(work, cancellationToken);

        public async Task<TResult> WriteAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        {
            await Hang;
            return IsBroken ? throw Failure() : await inner.WriteAsync(work, cancellationToken);
        }
    }

    private sealed class Observer : IReadLogObserver
    {
        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Resumed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Lost { get; private set; }

        public void OnFailed(Exception cause, TimeSpan next) => Failed.TrySetResult();

        public void OnResumed() => Resumed.TrySetResult();

        public void OnLost(int records) => Lost = records;
    }
}
