using System.Runtime.Versioning;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Tests.Sql.Migrations;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sqlite;

/// <summary>Databases that were copied with and without the files beside them.</summary>
public sealed class CopiedStoreTests : IDisposable
{
    private const string Database = "zenml-dotnet.db";

    private const string Ring = "zenml-dotnet.keys.json";

    private const string LockFile = "zenml-dotnet.lock";

    private readonly TemporaryFolder folder = new();

    private readonly TemporaryFolder copy = new();

    private readonly List<string> warnings = [];

    public void Dispose()
    {
        folder.Dispose();
        copy.Dispose();
    }

    [Fact]
    public async Task A_database_copied_without_its_log_while_it_is_in_use_causes_one_warning()
    {
        await using var original = await MakeAsync();
        await CopyAsync(Database, Ring);

        await using (var store = await OpenCopyAsync())
        {
            Assert.Equal(0, await CountAsync(store));
        }

        await using (await OpenCopyAsync())
        {
        }

        var warning = Assert.Single(warnings);
        Assert.Contains($"'{copy.File(Database)}'", warning, StringComparison.Ordinal);
        Assert.Contains("zenml-dotnet.db-wal", warning, StringComparison.Ordinal);
        Assert.Contains("copy all files", warning, StringComparison.Ordinal);
        Assert.True(File.Exists(copy.File(LockFile)));
    }

    [Fact]
    public async Task Processes_that_open_a_copied_database_at_the_same_time_warn_once_in_all()
    {
        await using var original = await MakeAsync();
        await CopyAsync(Database, Ring);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            async () =>
            {
                await using var store = await OpenCopyAsync();
            },
            Token)));

        Assert.Single(warnings);
    }

    [Fact]
    public async Task A_database_copied_with_its_log_causes_no_warning()
    {
        await using var original = await MakeAsync();
        await CopyAsync(Database, $"{Database}-wal", $"{Database}-shm", Ring);

        await using var store = await OpenCopyAsync();

        Assert.Equal(1, await CountAsync(store));
        Assert.Empty(warnings);
        Assert.True(File.Exists(copy.File(LockFile)));
    }

    [Fact]
    public async Task A_database_copied_by_SQLite_causes_no_warning()
    {
        await using var original = await MakeAsync();
        await CopyAsync(Ring);
        await RawDatabase.ExecuteAsync(folder.File(Database), $"VACUUM INTO '{copy.File(Database)}'");

        await using var store = await OpenCopyAsync();

        Assert.Equal(1, await CountAsync(store));
        Assert.Empty(warnings);
        Assert.True(File.Exists(copy.File(LockFile)));
    }

    [Fact]
    public async Task All_files_of_a_closed_store_copied_together_cause_no_warning()
    {
        await (await MakeAsync()).DisposeAsync();
        await CopyAsync(Database, Ring, LockFile);

        await using var store = await OpenCopyAsync();

        Assert.Equal(1, await CountAsync(store));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task A_copied_database_with_an_earlier_schema_is_upgraded_and_causes_one_warning()
    {
        using var old = await OldStoreTests.UnpackAsync("0005");

        for (var count = 0; count < 2; count++)
        {
            await using var store = await SqliteStore.OpenAsync(
                new SqliteStoreOptions { Folder = old.Path, OnWarning = warnings.Add }, Token);
            Assert.Empty((await store.CheckAsync(Token)).Problems);
        }

        Assert.Single(warnings, warning => warning.Contains("was copied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_no_store_gets_no_lock_file()
    {
        await File.WriteAllTextAsync(copy.File(Database), "Dear diary", Token);

        await FailsAsync(Core.Errors.ErrorCode.StoreDamaged, OpenCopyAsync);

        Assert.Empty(warnings);
        Assert.False(File.Exists(copy.File(LockFile)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_link_in_the_place_of_the_lock_file_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        await using var original = await MakeAsync();
        await CopyAsync(Database, Ring);
        File.CreateSymbolicLink(copy.File(LockFile), copy.File("elsewhere"));

        await using var store = await OpenCopyAsync();

        Assert.Empty(warnings);
        Assert.False(File.Exists(copy.File("elsewhere")));
    }

    /// <summary>Makes a store whose last change is in its log alone.</summary>
    private async Task<SqliteStore> MakeAsync()
    {
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);
        var services = OldStoreTests.ServicesOf(store);
        var workspace = (await services.Workspaces.ListAsync(new ListQuery(), Token)).Items[0].Id;
        await services.Secrets.CreateAsync(
            new NewSecret(workspace, SecretName.Parse("db"), SecretScope.Workspace, new SecretValues { ["key"] = "value" }), Token);
        return store;
    }

    private async Task CopyAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await LockedFiles.CopyAsync(folder.File(name), copy.File(name), Token);
        }
    }

    private Task<SqliteStore> OpenCopyAsync() => SqliteStore.OpenAsync(
        new SqliteStoreOptions { Folder = copy.Path, OnWarning = Warn }, Token);

    private void Warn(string message)
    {
        lock (warnings)
        {
            warnings.Add(message);
        }
    }

    private static async Task<long> CountAsync(SqliteStore store) =>
        (await OldStoreTests.ServicesOf(store).SecretMetadata.ListAsync(new ListQuery(), Token)).Total;
}
