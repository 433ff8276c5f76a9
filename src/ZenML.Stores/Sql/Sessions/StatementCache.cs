using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace ZenML.Stores.Sql.Sessions;

/// <summary>
/// The statements of one connection, kept after use so that the database does not read and plan the same text anew each
/// time. For drivers that do not do so by themselves.
/// </summary>
internal sealed class StatementCache(DbConnection connection) : IDisposable
{
    // More than the texts that a busy server uses; a few hundred bytes to some kilobytes each.
    private const int Most = 128;

    private readonly Dictionary<string, DbCommand> idle = new(StringComparer.Ordinal);

    /// <summary>A statement that is not cached.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Callers put together constants; everything that comes "
        + "from outside is a parameter.")]
    public static DbCommand New(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>The statement of a text, cached or new. No one else gets it until it is returned.</summary>
    public DbCommand Rent(string sql) => idle.Remove(sql, out var cached) ? cached : New(connection, sql);

    /// <summary>Caches a statement for the next time, without the values that it was run with.</summary>
    public void Return(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            parameter.Value = DBNull.Value;
        }

        if (idle.Count >= Most)
        {
            Dispose();
        }

        if (!idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    /// <summary>Closes all cached statements.</summary>
    public void Dispose()
    {
        foreach (var command in idle.Values)
        {
            command.Dispose();
        }

        idle.Clear();
    }
}
