using ZenML.Core.Errors;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Migrations;

/// <summary>Brings a schema forward. Each migration and its record are one transaction, which the caller gives it.</summary>
internal sealed class MigrationRunner(IReadOnlyList<Migration> migrations)
{
    /// <summary>Applies what is missing.</summary>
    /// <param name="session">A connection on which nothing else happens meanwhile.</param>
    /// <param name="run">Runs the statements of a migration.</param>
    /// <param name="transact">Runs one migration in a transaction and sets the version of the schema in it.</param>
    /// <param name="version">The version of the schema.</param>
    /// <param name="now">The time to record.</param>
    /// <param name="cancellationToken">Ends the work between migrations.</param>
    public async Task RunAsync(
        SqlSession session, Func<Migration, Task> run, Func<int, Func<Task>, Task> transact, int version,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (version > 0)
        {
            await CheckAppliedAsync(session, version, cancellationToken);
        }

        foreach (var migration in migrations.Where(migration => migration.Number > version))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await transact(migration.Number, async () =>
            {
                await run(migration);
                await session.ExecuteAsync(
                    "INSERT INTO migrations (number, name, checksum, applied) VALUES (@number, @name, @checksum, @applied)",
                    CancellationToken.None,
                    ("@number", (long)migration.Number), ("@name", migration.Name), ("@checksum", migration.Checksum),
                    ("@applied", now.ToStored()));
            });
        }
    }

    private async Task CheckAppliedAsync(SqlSession session, int version, CancellationToken cancellationToken)
    {
        var applied = await session.QueryAsync(
            "SELECT m.number, m.checksum FROM migrations m ORDER BY m.number", reader =>
                (Number: reader.GetInt64(0), Checksum: reader.GetString(1)), cancellationToken);
        var expected = migrations.Take(version).Select(migration => (Number: (long)migration.Number, migration.Checksum));
        if (!applied.SequenceEqual(expected))
        {
            throw new ZenException(ErrorCode.StoreDamaged,
                "The store cannot be upgraded: its migrations are not those of this version of zenml. It was left "
                + "untouched.");
        }
    }
}
