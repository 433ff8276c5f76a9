using System.Data.Common;
using System.Globalization;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Stores.Telemetry;

namespace ZenML.Stores.Sql.Sessions;

/// <summary>Runs statements on one connection, inside the transaction that its owner began. The same for every SQL database.</summary>
/// <param name="connection">The connection.</param>
/// <param name="dialect">The words of its database.</param>
/// <param name="cache">
/// Caches the statements of a database in process; null if the driver does. What takes no time is then run without
/// preparing to be interrupted, which would take longer.
/// </param>
/// <param name="filter">What exists for the caller; null if everything does.</param>
internal sealed class SqlSession(
    DbConnection connection, SqlDialect dialect, StatementCache? cache = null, WorkspaceFilter? filter = null)
{
    /// <summary>The words of the database.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>The same connection, whose queries find nothing that does not exist for a caller.</summary>
    public SqlSession Confine(WorkspaceView view) => new(connection, dialect, cache, new WorkspaceFilter(view, dialect));

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params IReadOnlyList<SqlParameter> parameters)
    {
        await using var statement = Prepare(sql, parameters);
        using var timing = StatementTiming.Start();
        return statement.Done(
            cache is null
                ? await statement.Command.ExecuteNonQueryAsync(cancellationToken)
                : statement.Command.ExecuteNonQuery());
    }

    /// <summary>
    /// Runs a query and maps its rows. What cannot be mapped is not what the store wrote:
    /// <see cref="ErrorCode.StoreDamaged"/>.
    /// </summary>
    public async Task<List<TRow>> QueryAsync<TRow>(
        string sql, Func<DbDataReader, TRow> map, CancellationToken cancellationToken, params IReadOnlyList<SqlParameter> parameters)
    {
        await using var statement = Prepare(sql, parameters);
        using var timing = StatementTiming.Start();
        await using var reader = await statement.Command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<TRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Map(reader, map));
        }

        return statement.Done(rows);
    }

    /// <summary>The first row of a query, or null.</summary>
    public async Task<TRow?> FindAsync<TRow>(
        string sql, Func<DbDataReader, TRow> map, CancellationToken cancellationToken, params IReadOnlyList<SqlParameter> parameters)
        where TRow : class
    {
        if (cache is null)
        {
            return await QueryAsync(sql, map, cancellationToken, parameters) is [var first, ..] ? first : null;
        }

        await using var statement = Prepare(sql, parameters);
        using var timing = StatementTiming.Start();
        using var reader = statement.Command.ExecuteReader();
        return statement.Done(reader.Read() ? Map(reader, map) : null);
    }

    /// <summary>The whole number that a query gives.</summary>
    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken, params IReadOnlyList<SqlParameter> parameters) =>
        (
            await QueryAsync(
                sql,
                reader => Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture),
                cancellationToken,
                parameters))[0];

    /// <summary>The whole number that the last of several statements gives, which are all sent at once.</summary>
    public async Task<long> CountLastAsync(string sql, CancellationToken cancellationToken)
    {
        await using var statement = Prepare(sql, []);
        using var timing = StatementTiming.Start();
        await using var reader = await statement.Command.ExecuteReaderAsync(cancellationToken);
        object? last = null;
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                last = reader.GetValue(0);
            }
        }
        while (await reader.NextResultAsync(cancellationToken));

        return statement.Done(Convert.ToInt64(last, CultureInfo.InvariantCulture));
    }

    private static TRow Map<TRow>(DbDataReader reader, Func<DbDataReader, TRow> map)
    {
        try
        {
            return map(reader);
        }
        catch (Exception exception) when (exception is not (DbException or OperationCanceledException))
        {
            throw new ZenException(
                ErrorCode.StoreDamaged,
                "A row of the store is not what was written there. Restore the store from a backup.",
                exception);
        }
    }

    private RunningStatement Prepare(string sql, IReadOnlyList<SqlParameter> parameters)
    {
        if (filter is not null)
        {
            (sql, parameters) = filter.Apply(sql, parameters);
        }

        foreach (var parameter in parameters)
        {
            Check(parameter.Value as string);
        }

        var command = cache?.Rent(sql) ?? StatementCache.New(connection, sql);
        Fill(command, parameters);
        return new RunningStatement(command, cache);
    }

    private static void Fill(DbCommand command, IReadOnlyList<SqlParameter> parameters)
    {
        for (var index = 0; index < parameters.Count; index++)
        {
            var (name, value) = parameters[index];
            if (index == command.Parameters.Count)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            // A cached statement still has its parameters; the same text must come with the same ones in the same order.
            var present = command.Parameters[index];
            if (present.ParameterName != name)
            {
                throw new InvalidOperationException("The same statement was run with its parameters in another order.");
            }

            present.Value = value ?? DBNull.Value;
        }
    }

    private void Check(string? text)
    {
        if (text is null)
        {
            return;
        }

        if (!UnicodeText.IsWellFormed(text))
        {
            // It would be written as other text, and could then match what it is not.
            throw new ZenException(ErrorCode.InvalidArgument, "A text is not valid Unicode.");
        }

        if (!dialect.HoldsNul && text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                "A text has the character NUL (U+0000), which the database of this store cannot hold. Leave it out.");
        }
    }
}
