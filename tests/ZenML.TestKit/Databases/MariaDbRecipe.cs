using System.Data.Common;
using MySqlConnector;

namespace ZenML.TestKit.Databases;

/// <summary>MariaDB from the Debian package.</summary>
internal sealed class MariaDbRecipe : ServerRecipe
{
    private readonly string? server = FindProgram("/usr/sbin/mariadbd", "/usr/local/sbin/mariadbd");

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
}
