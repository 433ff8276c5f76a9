using System.Diagnostics;
using ZenML.Core.Errors;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Tests.Sql;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Attacks;

/// <summary>Links and pipes planted in the folder of a store.</summary>
public sealed class L6PlantedFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public L6PlantedFilesTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task L6_the_lock_of_a_new_store_creates_no_file_through_a_link()
    {
        var (store, target) = (folder.File("store"), folder.File("target"));
        Directory.CreateDirectory(store);
        File.CreateSymbolicLink(Path.Combine(store, "zenml-dotnet.lock"), target);

        var error = await Assert.ThrowsAsync<ZenException>(() => OpenAsync(store));

        Assert.Contains("is a link", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task L6_a_key_ring_that_is_a_pipe_is_an_error_and_does_not_block()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var info = await store.AddSecretAsync("s");
        var ring = Path.Combine(store.Folder, "zenml-dotnet.keys.json");
        File.Delete(ring);
        using var made = Process.Start("mkfifo", [ring]);
        await made.WaitForExitAsync(Token).InTimeAsync("mkfifo to exit");

        var error = await Assert.ThrowsAsync<ZenException>(async () =>
        {
            await using var again = await OpenAsync(store.Folder);
            await store.ServicesOf(again.LocalCaller, again).Secrets.GetAsync(info.Id, Token);
        });

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Contains("not a regular file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task L6_a_key_ring_that_links_into_a_folder_that_others_can_write_causes_a_warning(bool isOpen)
    {
        await using var store = await TemporaryStore.CreateAsync();
        var info = await store.AddSecretAsync("s");
        var ring = Path.Combine(store.Folder, "zenml-dotnet.keys.json");
        var elsewhere = Directory.CreateDirectory(folder.File("elsewhere")).FullName;
        File.Move(ring, Path.Combine(elsewhere, "ring"));
        File.CreateSymbolicLink(ring, Path.Combine(elsewhere, "ring"));
        SetMode(elsewhere, isOpen);

        await using var again = await OpenAsync(store.Folder);
        Assert.NotEmpty((await store.ServicesOf(again.LocalCaller, again).Secrets.GetAsync(info.Id, Token)).Values.Keys);

        Assert.Equal(isOpen ? 1 : 0, warnings.Count(warning => warning.Contains($"'{elsewhere}'", StringComparison.Ordinal)));
    }

    private Task<SqliteStore> OpenAsync(string path) => SqliteStore.OpenAsync(
        new SqliteStoreOptions { Folder = path, Clock = TimeProvider.System, OnWarning = warnings.Add }, Token);

    private static void SetMode(string path, bool isOpen)
    {
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, isOpen ? Private | UnixFileMode.OtherWrite : Private);
        }
    }
}
