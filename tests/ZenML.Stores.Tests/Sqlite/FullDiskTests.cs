using ZenML.Core;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Formats;
using ZenML.Stores.Servers;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Tests.Sql;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sqlite;

/// <summary>A store on a disk that is full.</summary>
public sealed class FullDiskTests
{
    private static readonly string[] Names = ["first", "second"];

    [Fact]
    public async Task On_a_full_disk_reads_work_and_writes_report_that_there_is_no_space_and_succeed_once_there_is()
    {
        using var disk = MakeDisk();
        await using (var store = await OpenAsync(disk))
        {
            await CreateAsync(store, "first");
        }

        disk.Fill();
        await using var full = await OpenAsync(disk);

        // Several at once, each over a connection of its own.
        var reads = Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReadAsync(full, "first"), Token));
        Assert.All(await Task.WhenAll(reads), value => Assert.Equal("value", value));
        var refusal = await FailsAsync(ErrorCode.StoreUnavailable, () => CreateAsync(full, "second"));
        Assert.Matches("The disk of the store .* is full", refusal.Message);

        disk.Free();
        await CreateAsync(full, "second");
        await Task.WhenAll(Names.Select(async name => Assert.Equal("value", await ReadAsync(full, name))));
        await using var other = await OpenAsync(disk);
        Assert.Equal("value", await ReadAsync(other, "second"));
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_the_store_is_open_loses_no_read_and_no_committed_write()
    {
        using var disk = MakeDisk();
        await using var store = await OpenAsync(disk);
        await CreateAsync(store, "first");
        disk.Fill();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var large = new SecretValues { ["key"] = new string('x', 500_000) };
            var refusal = await FailsAsync(ErrorCode.StoreUnavailable, () => CreateAsync(store, "large", large));
            Assert.Matches("The disk of the store .* is full", refusal.Message);
            Assert.Contains("Nothing was changed", refusal.Message, StringComparison.Ordinal);
            Assert.Equal("value", await ReadAsync(store, "first"));
            await FailsAsync(ErrorCode.NotFound, () => ReadAsync(store, "large"));
        }

        disk.Free();
        await CreateAsync(store, "second");
        Assert.Equal("value", await ReadAsync(store, "second"));
    }

    [Fact]
    public async Task Data_committed_before_a_crash_can_be_read_on_a_full_disk()
    {
        using var disk = MakeDisk();
        await using var store = await OpenAsync(disk);
        await CreateAsync(store, "first");

        // As a crash leaves it: the last changes are in the log alone.
        using var copy = new TemporaryFolder();
        foreach (var file in LockedFiles.FinishedIn(disk.Path))
        {
            await LockedFiles.CopyAsync(file, copy.File(Path.GetFileName(file)), Token);
        }

        await store.DisposeAsync();
        foreach (var file in Directory.EnumerateFiles(copy.Path))
        {
            File.Copy(file, Path.Combine(disk.Path, Path.GetFileName(file)), overwrite: true);
        }

        disk.Fill();
        await using var full = await OpenAsync(disk);
        Assert.Equal("value", await ReadAsync(full, "first"));
    }

    [Fact]
    public async Task Creating_a_store_on_a_full_disk_reports_that_there_is_no_space_and_leaves_nothing_behind()
    {
        using var disk = MakeDisk();
        disk.Fill();

        var refusal = await FailsAsync(ErrorCode.StoreUnavailable, () => OpenAsync(disk));
        Assert.Matches("disk space|disk of the store", refusal.Message);
        Assert.DoesNotContain(Directory.EnumerateFiles(disk.Path), file => file.EndsWith(".db", StringComparison.Ordinal));

        disk.Free();
        await using var store = await OpenAsync(disk);
        await CreateAsync(store, "first");
    }

    [Theory]
    [InlineData(StoreKind.PostgreSql, "53100", "could not extend file")]
    [InlineData(StoreKind.MySql, "1021", "Disk full")]
    [InlineData(StoreKind.MySql, "1114", "The table is full")]
    [InlineData(StoreKind.MySql, "1030", "Got error 28 from storage engine")]
    [InlineData(StoreKind.MySql, "1026", "Error writing file (Errcode: 28)")]
    [InlineData(StoreKind.MySql, "3", "Error writing file (OS errno 28 - No space left on device)")]
    public async Task A_database_server_with_a_full_disk_reports_that_there_is_no_space_and_can_still_be_read(
        StoreKind kind, string code, string message)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync("first");
        await RawDatabase.ExecuteAsync(store, FailAtSecrets(kind, code, message));

        var refusal = await FailsAsync(ErrorCode.StoreUnavailable, () => store.AddSecretAsync("second"));

        Assert.Matches("The disk of the database .* is full", refusal.Message);
        Assert.Contains("Nothing was changed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("value", (await store.GetSecretAsync("first"))["key"].Reveal());
    }

    private static string FailAtSecrets(StoreKind kind, string code, string message) => kind == StoreKind.PostgreSql
        ? $"""
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = '{code}'; END $$;
            CREATE TRIGGER fail BEFORE INSERT ON secrets EXECUTE FUNCTION fail()
            """
        : $"""
            CREATE TRIGGER fail BEFORE INSERT ON secrets
            FOR EACH ROW SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = {code}, MESSAGE_TEXT = '{message}'
            """;

    private static SmallDisk MakeDisk()
    {
        var disk = SmallDisk.TryMake(megabytes: 3);
        Assert.SkipWhen(disk is null, "A small file system can be mounted by root on Linux only: this test did not run.");
        return disk!;
    }

    private static Task<SqliteStore> OpenAsync(SmallDisk disk) =>
        SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = disk.Path }, Token);

    private static ZenServices ServicesOf(SqliteStore store) =>
        new(
            store.LocalCaller,
            new ServiceDependencies(
                store, new StructuredText(), PlainPasswords.Instance, new NullReadLog(), TimeProvider.System));

    private static async Task CreateAsync(SqliteStore store, string name, SecretValues? values = null)
    {
        var services = ServicesOf(store);
        var workspace = await services.Workspaces.FindAsync("default", LookupMode.Exact, Token);
        await services.Secrets.CreateAsync(
            new NewSecret(workspace.Id, SecretName.Parse(name), SecretScope.Workspace, values ?? new() { ["key"] = "value" }), Token);
    }

    private static async Task<string> ReadAsync(SqliteStore store, string name)
    {
        var services = ServicesOf(store);
        var workspace = await services.Workspaces.FindAsync("default", LookupMode.Exact, Token);
        return (await services.Secrets.FindWithValuesAsync(workspace.Id, name, null, LookupMode.Exact, Token))["key"].Reveal();
    }
}
