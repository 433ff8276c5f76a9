using System.Data.Common;

namespace ZenML.Stores.Sql.Sessions;

/// <summary>
/// A statement while it runs. One that failed is closed afterwards; one that is <see cref="Done"/> goes back
/// to the cache, if there is one.
/// </summary>
internal sealed class RunningStatement(DbCommand command, StatementCache? cache) : IAsyncDisposable
{
    private bool isDone;

    /// <summary>The command.</summary>
    public DbCommand Command => command;

    /// <summary>Records that it ran to its end.</summary>
    /// <returns><paramref name="result"/>.</returns>
    public TResult Done<TResult>(TResult result)
    {
        isDone = true;
        return result;
    }

    /// <summary>Returns it to the cache, or closes it.</summary>
    public ValueTask DisposeAsync()
    {
        if (cache is null || !isDone)
        {
            return command.DisposeAsync();
        }

        cache.Return(command);
        return ValueTask.CompletedTask;
    }
}
