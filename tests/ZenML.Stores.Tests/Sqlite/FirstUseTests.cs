using System.Runtime.Versioning;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Stores.Sqlite;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sqlite;

public sealed class FirstUseTests
{
    [Fact]
    public async Task A_new_store_has_the_defaults_and_the_built_in_flavors()
    {
        await using var store = await TemporaryStore.CreateAsync();

        var stack = Assert.Single((await store.Services.Stacks.ListAsync(new ListQuery(), Token)).Items);
        var flavors = await store.Services.Flavors.ListAsync(new ListQuery { Size = 100 }, Token);
        var user = await store.Services.Users.GetCurrentAsync(Token);

        Assert.True(stack.IsDefault);
        Assert.Equal(["default", "default"], stack.Components.Select(component => component.Name));
        Assert.Equal(50, flavors.Total);
        Assert.All(flavors.Items, flavor => Assert.False(flavor.Definition.IsCustom));
        Assert.Equal(("default", true, true), (user.Name, user.IsAdmin, user.IsActive));
        Assert.Equal(new(user.Id, "default", true) { Access = CallerAccess.Unlimited }, store.Store.LocalCaller);
        Assert.Equal(Workspace.DefaultName, store.Workspace.Name);
    }

    [Fact]
    public async Task Built_in_flavors_are_read_back_as_they_are_defined()
    {
        using var reader = new StreamReader(typeof(SqliteStore).Assembly.GetManifestResourceStream("stock-flavors.json")!);
        var defined = FlavorDocument.ParseMany(await reader.ReadToEndAsync(Token));
        await using var store = await TemporaryStore.CreateAsync();

        foreach (var definition in defined)
        {
            var stored = await store.Services.Flavors.FindAsync(
                store.Workspace.Id, definition.Type, definition.Name, LookupMode.Exact, Token);
            Assert.Equal(FlavorDocument.WriteJson(definition), FlavorDocument.WriteJson(stored.Definition));
        }
    }

    [Fact]
    public async Task Many_concurrent_first_uses_create_one_store()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("deep/er");

        var stores = await Task.WhenAll(Enumerable.Range(0, 32).Select(index => Task.Run(
            () => SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = path }, Token), Token)));

        Assert.Single(stores.Select(store => store.LocalCaller).Distinct());
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        Assert.Equal(
            ["zenml-dotnet.db", "zenml-dotnet.keys.json", "zenml-dotnet.lock"],
            Directory.EnumerateFiles(path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Leftovers_of_a_killed_first_use_are_removed_but_its_key_ring_is_kept()
    {
        using var folder = new TemporaryFolder();
        await using (await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token))
        {
        }

        // As if the process had been killed after the key ring was written and before the database got its name.
        File.Move(folder.File("zenml-dotnet.db"), folder.File("zenml-dotnet.db.new-0123"));
        await File.WriteAllTextAsync(folder.File("zenml-dotnet.lock"), "", Token);
        await File.WriteAllTextAsync(folder.File("zenml-dotnet.keys.json.new-4567"), "{\"version\":1,", Token);
        var ring = await File.ReadAllTextAsync(folder.File("zenml-dotnet.keys.json"), Token);

        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);

        Assert.Equal(ring, await File.ReadAllTextAsync(folder.File("zenml-dotnet.keys.json"), Token));
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path), path => path.Contains(".new-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_without_its_database_is_not_replayed_into_a_new_one()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("zenml-dotnet.db-wal"), "log", Token);

        await FailsAsync(ErrorCode.StoreDamaged, () => SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token));

        Assert.False(File.Exists(folder.File("zenml-dotnet.db")));
        Assert.Equal("log", await File.ReadAllTextAsync(folder.File("zenml-dotnet.db-wal"), Token));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_can_access_files_and_folders()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows protects the profile's folder.");
        }

        using var folder = new TemporaryFolder();
        var path = folder.File("made");
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = path }, Token);
        await store.WriteAsync(
            (unit, token) => WorkspacesService.AddWithDefaultsAsync(
                unit, "w", "", TimeProvider.System.GetMicrosecondUtcNow(), token),
            Token);

        var files = Directory.EnumerateFiles(path).ToArray();
        Assert.Contains(Path.Combine(path, "zenml-dotnet.db-wal"), files);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_a_clear_error()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("file"), "", Token);

        var exception = await FailsAsync(
            ErrorCode.StoreUnavailable, () => SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.File("file/folder") }, Token));

        Assert.Contains(folder.File("file/folder"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_file_left_by_a_dead_process_blocks_nobody()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("zenml-dotnet.lock"), "", Token);

        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token);

        Assert.Equal("default", store.LocalCaller.Name);
    }

    [Fact]
    public async Task A_held_lock_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        Task<SqliteStore> opening;
        using (new FileStream(folder.File("zenml-dotnet.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            opening = Task.Run(() => SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path }, Token), Token);
            await Assert.ThrowsAsync<TimeoutException>(() => opening.WaitAsync(TimeSpan.FromMilliseconds(200), Token));
            Assert.False(File.Exists(folder.File("zenml-dotnet.db")));
        }

        await using var store = await opening;
        Assert.True(File.Exists(folder.File("zenml-dotnet.db")));
    }
}
