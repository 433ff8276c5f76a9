using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Platform.Files;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Output;

public sealed class PrivateFileTests : IDisposable
{
    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task A_written_file_is_private_to_its_owner_and_leaves_no_temporary_file()
    {
        await WriteAsync("file", "text", overwrite: false);

        Assert.Equal("text", await ReadAsync("file"));
        Assert.Equal(["file"], Directory.EnumerateFileSystemEntries(host.Folder).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(host.Folder, "file")));
        }
    }

    [Fact]
    public async Task An_existing_file_is_replaced_only_on_request()
    {
        await WriteAsync("file", "first", overwrite: false);
        var refused = await Assert.ThrowsAsync<ZenException>(() => WriteAsync("file", "second", overwrite: false));

        Assert.Equal(ErrorCode.AlreadyExists, refused.Code);
        Assert.Equal("first", await ReadAsync("file"));
        await WriteAsync("file", "second", overwrite: true);
        Assert.Equal("second", await ReadAsync("file"));
        Assert.Single(Directory.EnumerateFileSystemEntries(host.Folder));
    }

    [Fact]
    public async Task Only_regular_files_are_ever_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No pipes in the file system.");
        var pipe = Path.Combine(host.Folder, "pipe");
        using (var maker = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await maker.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("mkfifo to exit");
        }

        File.WriteAllText(Path.Combine(host.Folder, "target"), "first");
        File.CreateSymbolicLink(Path.Combine(host.Folder, "link"), "target");
        Directory.CreateDirectory(Path.Combine(host.Folder, "folder"));
        foreach (var name in new[] { "pipe", "link", "folder" })
        {
            foreach (var overwrite in new[] { false, true })
            {
                var refused = await Assert.ThrowsAsync<ZenException>(() => WriteAsync(name, "second", overwrite));

                Assert.Contains("not a regular file", refused.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal("first", await ReadAsync("link"));
        Assert.Equal(
            ["folder", "link", "pipe", "target"],
            Directory.EnumerateFileSystemEntries(host.Folder).Select(Path.GetFileName).Order());
        Assert.False(FileKind.IsRegular(pipe));
    }

    [Fact]
    public async Task A_temporary_file_of_a_killed_export_is_removed_by_the_next_export_to_that_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is being written cannot be told there.");
        string Leftover(string of) => Path.Combine(host.Folder, $".{of}.{Guid.NewGuid():N}.zenml-draft");
        string mine = Leftover("file"), other = Leftover("other"), busy = Leftover("file");
        foreach (var name in new[] { mine, other })
        {
            File.WriteAllText(name, "CANARY");
        }

        using (new FileStream(busy, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await WriteAsync("file", "text", overwrite: true);
        }

        Assert.False(File.Exists(mine));
        Assert.True(File.Exists(other));
        Assert.True(File.Exists(busy));
        Assert.Equal("text", await ReadAsync("file"));
    }

    [Theory]
    [InlineData("no/such/folder/file")]
    [InlineData(".")]
    [InlineData("")]
    public async Task A_file_that_cannot_be_written_is_an_error(string path)
    {
        await Assert.ThrowsAsync<ZenException>(() => WriteAsync(path, "CANARY", overwrite: true));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Folder));
    }

    private Task WriteAsync(string path, string text, bool overwrite) => PrivateFile.WriteAsync(
        host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal()),
        path,
        text,
        overwrite,
        TestContext.Current.CancellationToken);

    private Task<string> ReadAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(host.Folder, name), TestContext.Current.CancellationToken);
}
