using System.Runtime.Versioning;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Tests.Sql.Migrations;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sqlite;

/// <summary>Stores whose files are partly missing, were copied without the others, or are shared.</summary>
public sealed class LostFilesTests
{
    private const string Key = "correct horse battery staple";

    [Theory]
    [InlineData(null)]
    [InlineData(Key)]
    public async Task A_store_whose_database_is_missing_is_not_replaced_by_an_empty_one(string? key)
    {
        using var folder = await ClosedStoreAsync(key);
        File.Delete(folder.File("zenml-dotnet.db"));

        var exception = await FailsAsync(ErrorCode.StoreDamaged, () => OpenAsync(folder, key: key));

        Assert.Contains(folder.File("zenml-dotnet.db"), exception.Message, StringComparison.Ordinal);
        Assert.Contains("To start with an empty store", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("zenml-dotnet.db")));
    }

    [Fact]
    public async Task A_key_ring_restored_alone_from_a_backup_does_not_create_an_empty_store()
    {
        using var folder = await ClosedStoreAsync();
        using var restored = new TemporaryFolder();
        File.Copy(folder.File("zenml-dotnet.keys.json"), restored.File("zenml-dotnet.keys.json"));

        await FailsAsync(ErrorCode.StoreDamaged, () => OpenAsync(restored));
    }

    [Fact]
    public async Task An_empty_store_is_created_after_the_named_files_were_moved_away()
    {
        using var folder = await ClosedStoreAsync();
        foreach (var file in new[] { "zenml-dotnet.db", "zenml-dotnet.keys.json", "zenml-dotnet.lock" })
        {
            File.Move(folder.File(file), folder.File($"{file}.old"));
        }

        await using var store = await OpenAsync(folder);

        Assert.True(store.IsNew);
    }

    [Fact]
    public async Task A_store_of_an_earlier_version_records_its_existence_once_it_is_upgraded()
    {
        using var folder = await OldStoreTests.UnpackAsync("0005");
        await using (await OpenAsync(folder))
        {
        }

        File.Delete(folder.File("zenml-dotnet.db"));
        File.Delete(folder.File("zenml-dotnet.keys.json"));

        await FailsAsync(ErrorCode.StoreDamaged, () => OpenAsync(folder));
    }

    [Fact]
    public async Task A_failed_first_use_does_not_stop_the_next_one()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("zenml-dotnet.keys.json"));
        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(folder));
        Directory.Delete(folder.File("zenml-dotnet.keys.json"));

        await using (var store = await OpenAsync(folder))
        {
            Assert.True(store.IsNew);
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path), path => path.Contains(".new-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_that_is_missing_after_a_crash_is_an_error()
    {
        using var folder = new TemporaryFolder();
        using var copy = new TemporaryFolder();
        await using (var store = await OpenAsync(folder))
        {
            await AddSecretAsync(store, "db");
            foreach (var file in new[] { "zenml-dotnet.db", "zenml-dotnet.db-shm", "zenml-dotnet.keys.json" })
            {
                File.Copy(folder.File(file), copy.File(file));
            }

            var exception = await FailsAsync(ErrorCode.StoreDamaged, () => OpenAsync(copy));
            Assert.Contains("zenml-dotnet.db-wal", exception.Message, StringComparison.Ordinal);

            File.Copy(folder.File("zenml-dotnet.db-wal"), copy.File("zenml-dotnet.db-wal"));
        }

        await using var whole = await OpenAsync(copy);
        Assert.Equal(1, (await OldStoreTests.ServicesOf(whole).SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_log_index_created_while_the_database_was_read_only_does_not_stop_writes()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions.");
        }

        using var folder = new TemporaryFolder();
        using var copy = new TemporaryFolder();
        await using (var store = await OpenAsync(folder))
        {
            await AddSecretAsync(store, "db");
            foreach (var file in new[] { "zenml-dotnet.db", "zenml-dotnet.db-shm", "zenml-dotnet.db-wal", "zenml-dotnet.keys.json" })
            {
                File.Copy(folder.File(file), copy.File(file));
            }
        }

        File.SetUnixFileMode(copy.File("zenml-dotnet.db-shm"), UnixFileMode.UserRead);
        File.SetUnixFileMode(copy.File("zenml-dotnet.db-wal"), UnixFileMode.UserRead);

        await using var again = await OpenAsync(copy);
        Assert.True(File.GetUnixFileMode(copy.File("zenml-dotnet.db-shm")).HasFlag(UnixFileMode.UserWrite));
        await AddSecretAsync(again, "more");
    }

    [Theory]
    [InlineData("x.db", "x.sqlite")]
    [InlineData("x", "x.db")]
    [InlineData("x.sqlite", "x")]
    [InlineData("x.", "x")]
    [InlineData("x.sqlite", "x.sqlite3")]
    public async Task Two_databases_in_one_folder_share_no_file(string first, string second)
    {
        using var folder = new TemporaryFolder();
        var files = new[] { first, second }.Select(name => new StoreFiles(folder.Path, name))
            .SelectMany(store => new[] { store.Database, store.KeyRing, store.Lock, store.ReadRecords }).ToArray();
        Assert.Equal(files, files.Distinct(StringComparer.OrdinalIgnoreCase));

        await using (var store = await OpenAsync(folder, first))
        {
            await AddSecretAsync(store, "of-first");
        }

        await using (var store = await OpenAsync(folder, second))
        {
            Assert.True(store.IsNew);
        }

        await using var again = await OpenAsync(folder, first);
        Assert.Empty((await again.CheckAsync(Token)).Problems);
    }

    [Fact]
    public async Task A_database_with_another_name_keeps_the_key_ring_that_an_earlier_version_gave_it()
    {
        using var folder = await ClosedStoreAsync();
        File.Move(folder.File("zenml-dotnet.db"), folder.File("x.sqlite"));
        File.Move(folder.File("zenml-dotnet.keys.json"), folder.File("x.keys.json"));

        await using var store = await OpenAsync(folder, "x.sqlite");

        Assert.Empty((await store.CheckAsync(Token)).Problems);
        Assert.False(File.Exists(folder.File("x.sqlite-keys.json")));
    }

    private static Task<SqliteStore> OpenAsync(TemporaryFolder folder, string name = "zenml-dotnet.db", string? key = null) =>
        SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path, FileName = name, EncryptionKey = key }, Token);

    private static async Task<TemporaryFolder> ClosedStoreAsync(string? key = null)
    {
        var folder = new TemporaryFolder();
        await using var store = await OpenAsync(folder, key: key);
        return folder;
    }

    private static async Task AddSecretAsync(SqliteStore store, string name)
    {
        var services = OldStoreTests.ServicesOf(store);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
        await services.Secrets.CreateAsync(
            new NewSecret(workspace, SecretName.Parse(name), SecretScope.Workspace, new SecretValues { ["key"] = "value" }), Token);
    }
}
