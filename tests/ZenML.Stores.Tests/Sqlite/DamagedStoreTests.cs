using System.Buffers.Binary;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Stacks.Flavors;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Tests.Sql;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sqlite;

public sealed class DamagedStoreTests
{
    public static TheoryData<string> Damages =>
        ["empty", "garbage", "one byte", "half", "one page", "100 bytes", "zeros", "other program", "no version"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_store_gets_its_own_error_and_is_left_unchanged(string damage)
    {
        using var folder = await ClosedStoreAsync();
        var path = folder.File("zenml-dotnet.db");
        var bytes = await File.ReadAllBytesAsync(path, Token);
        switch (damage)
        {
            case "empty": bytes = []; break;
            case "garbage": RandomNumberGenerator.Fill(bytes); break;
            case "one byte": bytes = bytes[..1]; break;
            case "half": bytes = bytes[..(bytes.Length / 2)]; break;
            case "one page": bytes = bytes[..4096]; break;
            case "100 bytes": bytes = bytes[..100]; break;
            case "zeros": bytes.AsSpan().Clear(); break;
            case "other program": BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(68), 7); break;
            default: BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(60), 0); break;
        }

        await File.WriteAllBytesAsync(path, bytes, Token);
        var ring = await File.ReadAllBytesAsync(folder.File("zenml-dotnet.keys.json"), Token);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var exception = await FailsAsync(
                ErrorCode.StoreDamaged,
                () => SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token));
            Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Token));
        Assert.Equal(ring, await File.ReadAllBytesAsync(folder.File("zenml-dotnet.keys.json"), Token));
    }

    [Fact]
    public async Task A_store_from_a_newer_version_reports_that_and_is_left_unchanged()
    {
        using var folder = await ClosedStoreAsync();
        await RawDatabase.ExecuteAsync(folder.File("zenml-dotnet.db"), "PRAGMA user_version = 999");
        var bytes = await File.ReadAllBytesAsync(folder.File("zenml-dotnet.db"), Token);

        var exception = await FailsAsync(
            ErrorCode.StoreDamaged,
            () => SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token));

        Assert.Contains("newer version", exception.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.File("zenml-dotnet.db"), Token));
    }

    [Fact]
    public async Task The_log_of_a_database_of_another_program_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("zenml-dotnet.db");
        await RawDatabase.ExecuteAsync(path, "PRAGMA journal_mode = WAL; CREATE TABLE t (x)");
        await using var theirs = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        await theirs.OpenAsync(Token);
        await using var command = theirs.CreateCommand();
        command.CommandText = "INSERT INTO t VALUES (1)";
        await command.ExecuteNonQueryAsync(Token);
        using var copy = new TemporaryFolder();
        foreach (var name in new[] { "zenml-dotnet.db", "zenml-dotnet.db-wal" })
        {
            File.Copy(folder.File(name), copy.File(name));
        }

        var before = ReadFiles(copy.Path);
        await FailsAsync(ErrorCode.StoreDamaged, () => SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = copy.Path }, Token));

        var after = ReadFiles(copy.Path);
        Assert.All(before, file => Assert.Equal(file.Value, after[file.Key]));
    }

    [Fact]
    public async Task Internal_damage_is_detected_when_it_is_read()
    {
        using var folder = await ClosedStoreAsync();
        var path = folder.File("zenml-dotnet.db");
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes.AsSpan(4096 * 20).Fill(0xA5);
        await File.WriteAllBytesAsync(path, bytes, Token);

        await FailsAsync(ErrorCode.StoreDamaged, async () =>
        {
            await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
            await store.ReadAsync(
                (unit, token) => unit.Flavors.ListAsync(
                    QueryParser.Parse(new ListQuery { Size = 100 }, FlavorFields.All), token),
                Token);
        });
    }

    [Fact]
    public async Task A_row_with_unexpected_content_is_reported_as_damage()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddSecretAsync("db");
        await RawDatabase.ExecuteAsync(store.Store.Path, "UPDATE secrets SET key_names = '[\"a\"'");

        await FailsAsync(ErrorCode.StoreDamaged, () => store.Services.SecretMetadata.ListAsync(new ListQuery(), Token));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_store_that_cannot_be_written_is_unavailable_and_not_damaged()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            Assert.Skip("Nothing is forbidden to root, and Windows has other permissions.");
        }

        using var folder = await ClosedStoreAsync();
        File.SetUnixFileMode(folder.File("zenml-dotnet.db"), UnixFileMode.None);

        await FailsAsync(ErrorCode.StoreUnavailable, () => SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token));
    }

    private static async Task<TemporaryFolder> ClosedStoreAsync()
    {
        var folder = new TemporaryFolder();
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        return folder;
    }
}
