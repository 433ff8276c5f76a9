using ZenML.Platform.Files;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Files;

public sealed class PrivateFilesTests
{
    [Fact]
    public async Task Only_one_of_many_concurrent_writers_of_a_new_file_succeeds_and_no_writer_replaces_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("ring");
        var seen = await Task.WhenAll(Enumerable.Range(0, 32).Select(index => Task.Run(
            () =>
            {
                PrivateFiles.WriteNew(path, $"{path}.{index}", [(byte)index, (byte)index]);
                return Convert.ToHexString(File.ReadAllBytes(path));
            },
            TestContext.Current.CancellationToken)));

        Assert.Single(seen.Distinct());
        Assert.Equal([path], Directory.EnumerateFiles(folder.Path));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("missing/gone")]
    [InlineData("missing/further/gone")]
    public void Deleting_a_file_that_does_not_exist_does_nothing(string path)
    {
        using var folder = new TemporaryFolder();

        PrivateFiles.Delete(folder.File(path));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("file/settings.json")]
    [InlineData("file/missing/settings.json")]
    public void The_error_for_a_file_that_cannot_be_replaced_has_the_cause_and_not_the_error_of_the_cleanup(string path)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "no folder");

        var error = Assert.ThrowsAny<IOException>(() => PrivateFiles.Replace(folder.File(path), "{}"u8));

        Assert.DoesNotContain(".tmp", error.Message, StringComparison.Ordinal);
    }
}
