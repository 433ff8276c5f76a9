using System.Data.Common;

namespace ZenML.Stores.Sql.Sessions;

/// <summary>
/// A statement while it runs. One that failed is closed afterwards; one that is <see cref="Done"/> is kept, where
/// statements are kept.
/// </summary>
internal sealed class RunningStatement(DbCommand command, StatementCache? kept) : IAsyncDisposable
{
    private bool isDone;

    /// <summary>What runs.</summary>
    public DbCommand Command => command;

    /// <summary>Notes that it ran to its end.</summary>
    /// <returns>What it gave.</returns>
    public TResult Done<TResult>(TResult result)
    {
        isDone = true;
        return result;
    }

    /// <summary>Keeps or closes it.</summary>
    public ValueTask DisposeAsync()
    {
        if (kept is null || !isDone)
        {
            return command.DisposeAsync();
        }

        kept.GiveBack(command);
        return ValueTask.CompletedTask;
    }
}
