using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using MySqlConnector;

namespace ZenML.TestKit.Databases;

/// <summary>MariaDB from the Debian package.</summary>
internal sealed class MariaDbRecipe : ServerRecipe
{
    private readonly string? server = FindProgram("/usr/sbin/mariadbd", "/usr/local/sbin/mariadbd");

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> copies = new(StringComparer.Ordinal);

    public override string Account => "mysql";

    public override string Description => "MariaDB (package mariadb-server)";

    public override string Scheme => "mysql";

    public override bool IsInstalled => server is not null;

    public override string Script =>
        $"""
        mariadb-install-db --no-defaults --datadir="$1/data" --auth-root-authentication-method=normal --skip-test-db \
            --skip-name-resolve || exit
        exec {server} --no-defaults --datadir="$1/data" --bind-address=127.0.0.1 --port="$2" --socket="$1/socket" \
            --pid-file="$1/pid" --init-file="$3" \
            --skip-name-resolve --max-connections=300 --innodb-buffer-pool-size=64M \
            --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-flush-method=nosync \
            --ssl-cert="$1/server.pem" --ssl-key="$1/server.key"
        """;

    public override string StopSignal => "KILL";

    public override string Preparation(string password) =>
        $"CREATE USER zenml@'127.0.0.1' IDENTIFIED BY '{password}';\nGRANT ALL ON *.* TO zenml@'127.0.0.1';\n";

    public override async Task<DbConnection> ConnectAsync(int port, string password, string? database)
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = "127.0.0.1", Port = (uint)port, UserID = "zenml", Password = password, Database = database ?? "", Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public override async Task CopyDatabaseAsync(DbConnection connection, string from, string name)
    {
        var copy = await copies.GetOrAdd(from, _ => new Lazy<Task<string>>(() => ReadTablesAsync(connection, from))).Value;
        await CreateDatabaseAsync(connection, name);
        await connection.ChangeDatabaseAsync(name);
        await ExecuteAsync(connection, copy);
    }

    /// <summary>The statements that make the tables of a database, with their rows, in another.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The names are those of tables.")]
    private static async Task<string> ReadTablesAsync(DbConnection connection, string from)
    {
        await connection.ChangeDatabaseAsync(from);
        await using var command = connection.CreateCommand();
        var statements = new StringBuilder("SET FOREIGN_KEY_CHECKS = 0;\n");
        foreach (var table in await RawDatabase.ListTablesAsync(connection))
        {
            command.CommandText = $"SHOW CREATE TABLE {table}";
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            statements.Append(CultureInfo.InvariantCulture, $"{reader.GetString(1)};\nINSERT INTO {table} SELECT * FROM {from}.{table};\n");
        }

        return statements.Append("SET FOREIGN_KEY_CHECKS = 1").ToString();
    }
}
