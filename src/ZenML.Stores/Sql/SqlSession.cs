using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Stores.Sql.Dialects;
using ZenML.Stores.Telemetry;

namespace ZenML.Stores.Sql;

/// <summary>Runs statements on one connection, inside the transaction that its owner began. The same for every SQL database.</summary>
internal sealed class SqlSession(DbConnection connection, SqlDialect dialect)
{
    /// <summary>The words of the database.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params IReadOnlyList<SqlParameter> parameters)
    {
        await using var command = Prepare(sql, parameters);
        using var timing = StatementTiming.Start();
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs a query and maps its rows. What cannot be mapped is not what the store wrote: <see cref="ErrorCode.StoreDamaged"/>.</summary>
    public async Task<List<TRow>> QueryAsync<TRow>(
        string sql, Func<DbDataReader, TRow> map, CancellationToken cancellationToken, params IReadOnlyList<SqlParameter> parameters)
    {
        await using var command = Prepare(sql, parameters);
        using var timing = StatementTiming.Start();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<TRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            try
            {
                rows.Add(map(reader));
            }
            catch (Exception exception) when (exception is not (DbException or OperationCanceledException))
            {
                throw new ZenException(ErrorCode.StoreDamaged, "A row of the store is not what was written there. Restore the store from a backup.", exception);
            }
        }

        return rows;
    }

    /// <summary>The first row of a query, or null.</summary>
    public async Task<TRow?> FindAsync<TRow>(
        string sql, Func<DbDataReader, TRow> map, CancellationToken cancellationToken, params IReadOnlyList<SqlParameter> parameters)
        where TRow : class =>
        await QueryAsync(sql, map, cancellationToken, parameters) is [var first, ..] ? first : null;

    /// <summary>The whole number that a query gives.</summary>
    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken, params IReadOnlyList<SqlParameter> parameters) =>
        (await QueryAsync(sql, reader => Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture), cancellationToken, parameters))[0];

    [SuppressMessage("Security", "CA2100", Justification = "Callers put together constants; everything that comes from outside is a parameter.")]
    private DbCommand Prepare(string sql, IReadOnlyList<SqlParameter> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            if (value is string text && !UnicodeText.IsWellFormed(text))
            {
                // It would be written as other text, and could then match what it is not.
                throw new ZenException(ErrorCode.InvalidArgument, "A text is not valid Unicode.");
            }

            if (!dialect.HoldsNul && value is string held && held.Contains('\0', StringComparison.Ordinal))
            {
                throw new ZenException(ErrorCode.InvalidArgument, "A text has the character NUL (U+0000), which the database of this store cannot hold. Leave it out.");
            }

            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
