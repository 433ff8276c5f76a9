using ZenML.Cli.Output;
using ZenML.Core.Errors;

namespace ZenML.Cli.Tests.Output;

public sealed class PrivateFileTests : IDisposable
{
    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task A_file_is_its_owners_alone_and_nothing_else_is_left_beside_it()
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
    public async Task An_existing_file_is_replaced_only_if_that_is_wanted()
    {
        await WriteAsync("file", "first", overwrite: false);
        var refused = await Assert.ThrowsAsync<ZenException>(() => WriteAsync("file", "second", overwrite: false));

        Assert.Equal(ErrorCode.AlreadyExists, refused.Code);
        Assert.Equal("first", await ReadAsync("file"));
        await WriteAsync("file", "second", overwrite: true);
        Assert.Equal("second", await ReadAsync("file"));
        Assert.Single(Directory.EnumerateFileSystemEntries(host.Folder));
    }

    [Theory]
    [InlineData("no/such/folder/file")]
    [InlineData(".")]
    [InlineData("")]
    public async Task What_cannot_be_written_is_an_error(string path)
    {
        await Assert.ThrowsAsync<ZenException>(() => WriteAsync(path, "CANARY", overwrite: true));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Folder));
    }

    private Task WriteAsync(string path, string text, bool overwrite) => PrivateFile.WriteAsync(
        host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal()), path, text, overwrite, TestContext.Current.CancellationToken);

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(host.Folder, name), TestContext.Current.CancellationToken);
}
