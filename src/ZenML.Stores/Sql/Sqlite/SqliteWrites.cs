using Microsoft.Data.Sqlite;
using ZenML.Core.Persistence;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>
/// Runs writes one after the other, as SQLite wants it, and lets those that had to wait share one transaction: the disk is flushed once for all of them, and none
/// is acknowledged before. Inside the transaction each has a savepoint of its own, so that one that fails takes back nothing but itself.
/// </summary>
internal sealed class SqliteWrites(SqliteConnections connections, Func<SqliteConnection, IUnitOfWork> begin)
{
    /// <summary>How many writes share a transaction at most, so that the first does not wait for a crowd.</summary>
    private const int LargestGroup = 64;

    private readonly Lock gate = new();

    private readonly Queue<SqliteWrite> waiting = [];

    private bool isLed;

    /// <summary>Runs a write, and whichever came meanwhile with it.</summary>
    public Task<TResult> RunAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        var write = new SqliteWrite<TResult>(work, cancellationToken);
        bool leads;
        lock (gate)
        {
            waiting.Enqueue(write);
            leads = !isLed;
            isLed = true;
        }

        return leads ? LeadAsync(write.Completion) : write.Completion;
    }

    /// <remarks>Whoever comes first leads one group and hands on, so that nobody serves others for long.</remarks>
    private async Task<TResult> LeadAsync<TResult>(Task<TResult> own)
    {
        await RunGroupAsync(Take());
        lock (gate)
        {
            isLed = waiting.Count > 0;
        }

        if (isLed)
        {
            _ = Task.Run(() => LeadAsync(Task.FromResult(0)));
        }

        return await own;
    }

    private List<SqliteWrite> Take()
    {
        var group = new List<SqliteWrite>();
        lock (gate)
        {
            while (group.Count < LargestGroup && waiting.TryDequeue(out var write))
            {
                group.Add(write);
            }
        }

        return group;
    }

    private async Task RunGroupAsync(List<SqliteWrite> group)
    {
        try
        {
            var connection = connections.Rent();
            var isFit = false;
            try
            {
                connection.Execute("BEGIN IMMEDIATE");
                foreach (var write in group)
                {
                    await RunOneAsync(connection, write);
                }

                connection.Execute("COMMIT");
                isFit = true;
            }
            finally
            {
                if (isFit || connection.RollBack())
                {
                    connections.Return(connection);
                }
                else
                {
                    connection.Dispose();
                }
            }
        }
        catch (Exception exception)
        {
            group.ForEach(write => write.Fail(exception));
            return;
        }

        group.ForEach(write => write.Acknowledge());
    }

    private async Task RunOneAsync(SqliteConnection connection, SqliteWrite write)
    {
        connection.Execute("SAVEPOINT one_write");
        try
        {
            await write.RunAsync(begin(connection));
        }
        catch (Exception exception) when (connection.IsInTransaction())
        {
            connection.Execute("ROLLBACK TO one_write");
            write.Refuse(exception);
        }

        connection.Execute("RELEASE one_write");
    }
}
