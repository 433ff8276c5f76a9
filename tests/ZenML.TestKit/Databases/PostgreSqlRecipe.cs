using System.Data.Common;
using Npgsql;

namespace ZenML.TestKit.Databases;

/// <summary>PostgreSQL from the Debian package.</summary>
internal sealed class PostgreSqlRecipe : ServerRecipe
{
    private readonly string? programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    public override string Account => "postgres";

    public override string Description => "PostgreSQL (package postgresql)";

    public override string Scheme => "postgresql";

    public override bool IsInstalled => programs is not null;

    public override string Script =>
        $"""
        {programs}/initdb -D "$1/data" -U zenml --pwfile="$3" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync || exit
        exec {programs}/postgres -D "$1/data" -h 127.0.0.1 -p "$2" -k "$1" -c fsync=off -c full_page_writes=off -c max_connections=300 \
            -c ssl=on -c ssl_cert_file="$1/server.pem" -c ssl_key_file="$1/server.key"
        """;

    public override string StopSignal => "QUIT";

    public override string Preparation(string password) => password;

    public override async Task<DbConnection> ConnectAsync(int port, string password, string? database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = port, Username = "zenml", Password = password, Database = database ?? "postgres", Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public override Task CopyDatabaseAsync(DbConnection connection, string from, string name)
    {
        // Copies files instead of pages, which takes half the time. Older versions always do.
        var how = ((NpgsqlConnection)connection).PostgreSqlVersion.Major >= 15 ? " STRATEGY FILE_COPY" : "";
        return ExecuteAsync(connection, $"CREATE DATABASE {name} TEMPLATE {from}{how}");
    }
}
