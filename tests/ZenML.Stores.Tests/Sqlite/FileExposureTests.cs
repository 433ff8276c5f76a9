using System.Diagnostics;
using ZenML.Core.Secrets;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Tests.Sql;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Sqlite;

/// <summary>Files of the store that others can read.</summary>
public sealed class FileExposureTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly List<string> warnings = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zenml-dotnet.keys.json", UnixFileMode.GroupRead)]
    [InlineData("zenml-dotnet.db", UnixFileMode.OtherWrite)]
    public async Task The_store_warns_once_about_a_file_that_others_can_access(string name, UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows protects the profile's folder.");
        await using var store = await TemporaryStore.CreateAsync();
        var info = await store.AddSecretAsync("s");
        var file = Path.Combine(store.Folder, name);
        SetMode(file, Private | others);

        await ReadAsync(store, info);
        await ReadAsync(store, info);

        var warning = Assert.Single(warnings);
        Assert.Contains($"'{file}'", warning, StringComparison.Ordinal);
        Assert.Contains("chmod 600", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_warns_about_a_file_of_another_user()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can give files away.");
        await using var store = await TemporaryStore.CreateAsync();
        var info = await store.AddSecretAsync("s");
        using var chown = Process.Start("chown", ["nobody", Path.Combine(store.Folder, "zenml-dotnet.keys.json")]);
        await chown.WaitForExitAsync(Token).InTimeAsync("chown to exit");

        await ReadAsync(store, info);

        Assert.Contains("belongs to another user", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_created_by_the_store_cause_no_warning()
    {
        await using var store = await TemporaryStore.CreateAsync();

        await ReadAsync(store, await store.AddSecretAsync("s"));

        Assert.Empty(warnings);
    }

    /// <summary>Reads a value as another process would.</summary>
    private async Task ReadAsync(TemporaryStore store, SecretInfo info)
    {
        await using var again = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Folder = store.Folder, Clock = TimeProvider.System, OnWarning = warnings.Add }, Token);
        Assert.NotEmpty((await store.ServicesOf(again.LocalCaller, again).Secrets.GetAsync(info.Id, Token)).Values.Keys);
    }

    private static void SetMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }
}
