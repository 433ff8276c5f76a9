using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Npgsql;
using ZenML.Stores.Servers;

namespace ZenML.Bench.Seed;

/// <summary>
/// Gives a fresh store on PostgreSQL the secrets of an embedded store, by <c>COPY</c>: a statement at a time would take
/// many minutes. All rows are such as the store wrote, values stay sealed under the same key, and only the ids of the
/// workspace and of the user become those of the new store.
/// </summary>
internal static class StoreCopy
{
    private static readonly string[] Tables = ["secrets", "secret_totals", "secret_values"];

    /// <summary>Makes the store in an empty database.</summary>
    public static async Task CopyAsync(string sourceFolder, string targetFolder, string url)
    {
        var storeUrl = StoreUrl.Parse(url);
        Directory.CreateDirectory(targetFolder);
        await using var store = await SqlStoreFactory.OpenAsync(
            new SqlStoreOptions { Url = storeUrl, Folder = targetFolder, EncryptionKey = SeedFiles.EncryptionKey });
        var workspace = await SeedFiles.FindWorkspaceAsync(store);
        var replaced = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["workspace_id"] = workspace.Id.Value.ToString("N"), ["user_id"] = store.LocalCaller.UserId.Value.ToString("N"),
        };

        await using var source = new SqliteConnection($"Data Source={Path.Combine(sourceFolder, "zenml-dotnet.db")};Mode=ReadOnly");
        await source.OpenAsync();
        await using var target = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = storeUrl.Host,
            Port = storeUrl.Port,
            Username = storeUrl.User,
            Password = storeUrl.Password?.Reveal(),
            Database = storeUrl.Database,
            CommandTimeout = 0,
        }.ConnectionString);
        await target.OpenAsync();
        foreach (var table in Tables)
        {
            await CopyAsync(source, target, table, replaced);
        }

        await using (var vacuum = new NpgsqlCommand("VACUUM (ANALYZE)", target))
        {
            await vacuum.ExecuteNonQueryAsync();
        }

        File.Copy(Path.Combine(sourceFolder, "ids"), Path.Combine(targetFolder, "ids"));
        await SeedFiles.WritePlaceAsync(targetFolder, store.LocalCaller.UserId, workspace.Id);
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of tables and columns come from the schema.")]
    private static async Task CopyAsync(SqliteConnection source, NpgsqlConnection target, string table, Dictionary<string, string> replaced)
    {
        await using var command = source.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        await using var rows = await target.BeginBinaryImportAsync(
            $"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)");
        var values = new object[columns.Length];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            await rows.WriteRowAsync(
                CancellationToken.None, [.. values.Zip(columns, (value, column) => replaced.GetValueOrDefault(column) ?? value)]);
        }

        await rows.CompleteAsync();
    }
}
