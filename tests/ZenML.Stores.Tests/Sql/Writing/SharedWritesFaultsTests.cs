using System.Runtime.CompilerServices;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Stores.Sql.Writing;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Sql.Writing;

/// <summary>The errors that writes in a shared transaction get when the transaction fails, on any database.</summary>
public sealed class SharedWritesFaultsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task F3_writes_whose_commit_may_have_happened_report_an_unknown_outcome_and_a_rejected_write_does_not()
    {
        var transactions = new FakeTransactions { OnCommit = () => throw new IOException("cut") };
        var writes = new SharedWrites(transactions);
        var outcomes = await RunTogetherAsync(
            writes,
            (_, _) => Task.FromResult(1),
            (_, _) => throw new ZenException(ErrorCode.AlreadyExists, "Taken, perhaps by the write before."),
            (_, _) => Task.FromResult(3));

        Assert.Equal(ErrorCode.OutcomeUnknown, Assert.IsType<ZenException>(outcomes[0]).Code);
        Assert.IsType<IOException>(outcomes[1]);
        Assert.Equal(ErrorCode.OutcomeUnknown, Assert.IsType<ZenException>(outcomes[2]).Code);
    }

    [Fact]
    public async Task F3_writes_whose_commit_the_database_rolled_back_report_the_reason()
    {
        var transactions = new FakeTransactions { OnCommit = () => throw new InvalidDataException("deferred"), TakesBack = true };

        var outcomes = await RunTogetherAsync(new SharedWrites(transactions), (_, _) => Task.FromResult(1), (_, _) => Task.FromResult(2));

        Assert.All(outcomes, outcome => Assert.IsType<InvalidDataException>(outcome));
    }

    [Fact]
    public async Task F3_a_durable_write_succeeds_although_its_transaction_cannot_be_closed()
    {
        var writes = new SharedWrites(new FakeTransactions { OnDispose = () => throw new InvalidOperationException("closed") });

        Assert.Equal(7, await writes.RunAsync((_, _) => Task.FromResult(7), Token));
        Assert.Equal(8, await writes.RunAsync((_, _) => Task.FromResult(8), Token));
    }

    [Fact]
    public async Task F2_a_write_that_fails_on_a_broken_connection_does_not_pass_its_error_to_other_writes()
    {
        var runs = 0;
        var transactions = new FakeTransactions { OnTakeBack = () => runs < 2 ? throw new IOException("lost") : true, MostAttempts = 2 };
        var outcomes = await RunTogetherAsync(
            new SharedWrites(transactions),
            (_, _) => Task.FromResult(1),
            (_, _) =>
            {
                runs++;
                throw new ZenException(ErrorCode.NotFound, "There is no secret of mine.");
            },
            (_, _) => Task.FromResult(3));

        Assert.Null(outcomes[0]);
        Assert.Equal(ErrorCode.NotFound, Assert.IsType<ZenException>(outcomes[1]).Code);
        Assert.Null(outcomes[2]);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(NullReferenceException))]
    public async Task F2_later_writes_still_run_whatever_exception_starting_a_transaction_throws(Type failure)
    {
        var fails = true;
        var exception = (Exception)RuntimeHelpers.GetUninitializedObject(failure);
        var writes = new SharedWrites(new FakeTransactions { OnBegin = () => fails ? throw exception : 0 });

        Assert.IsType(failure, await Record.ExceptionAsync(() => writes.RunAsync((_, _) => Task.FromResult(1), Token)));
        fails = false;
        Assert.Equal(2, await writes.RunAsync((_, _) => Task.FromResult(2), Token));
    }

    [Fact]
    public async Task Only_one_transaction_is_open_at_a_time_and_none_is_empty_however_many_writes_run_at_once()
    {
        var transactions = new FakeTransactions();
        var writes = new SharedWrites(transactions);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                for (var number = 0; number < 20_000; number++)
                {
                    Assert.Equal(number, await writes.RunAsync((_, _) => Task.FromResult(number), Token));
                }
            },
            Token)));

        Assert.Equal((1, 0), (transactions.MostOpen, transactions.Empty));
    }

    /// <returns>What each failed with; null for success.</returns>
    private static async Task<Exception?[]> RunTogetherAsync(
        SharedWrites writes, params Func<IUnitOfWork, CancellationToken, Task<int>>[] works)
    {
        // The first write blocks the others, so that they share the next transaction.
        var isInside = new TaskCompletionSource();
        var mayLeave = new TaskCompletionSource();
        var first = writes.RunAsync(
            async (_, _) =>
            {
                isInside.SetResult();
                await mayLeave.Task;
                return 0;
            },
            Token);
        await isInside.Task.InTimeAsync("the first write to begin");
        var tasks = works.Select(work => writes.RunAsync(work, Token)).ToArray();
        mayLeave.SetResult();
        await Record.ExceptionAsync(() => first.InTimeAsync("the first write"));
        var outcomes = new List<Exception?>();
        foreach (var task in tasks)
        {
            outcomes.Add(await Record.ExceptionAsync(() => task.InTimeAsync("a shared write")));
        }

        return [.. outcomes];
    }

    /// <summary>Transactions without a database that can fail in every way.</summary>
    private sealed class FakeTransactions : IWriteTransactions
    {
        private int open;

        public Func<int> OnBegin { get; init; } = () => 0;

        public Func<bool> OnTakeBack { get; init; } = () => true;

        public Action OnCommit { get; init; } = () => { };

        public Action OnDispose { get; init; } = () => { };

        public bool TakesBack { get; init; }

        public int MostAttempts { get; init; } = 1;

        public int MostOpen { get; private set; }

        public int Empty { get; private set; }

        public Task<IWriteTransaction> BeginAsync()
        {
            OnBegin();
            MostOpen = Math.Max(MostOpen, Interlocked.Increment(ref open));
            return Task.FromResult<IWriteTransaction>(new Transaction(this));
        }

        public bool IsWorthRepeating(Exception exception, int attempt) => attempt < MostAttempts;

        public bool IsTakenBack(Exception exception) => TakesBack;

        public ZenException OutcomeUnknown(Exception exception) => new(ErrorCode.OutcomeUnknown, "Nobody knows.");

        private sealed class Transaction(FakeTransactions owner) : IWriteTransaction
        {
            private int units;

            public IUnitOfWork NewUnit()
            {
                units++;
                return null!;
            }

            public Task SetSavepointAsync() => Task.CompletedTask;

            public Task<bool> RollbackToSavepointAsync(Exception cause) => Task.FromResult(owner.OnTakeBack());

            public Task ReleaseSavepointAsync() => Task.CompletedTask;

            public Task CommitAsync()
            {
                owner.OnCommit();
                return Task.CompletedTask;
            }

            public ValueTask DisposeAsync()
            {
                Interlocked.Decrement(ref owner.open);
                owner.Empty += units == 0 ? 1 : 0;
                owner.OnDispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
