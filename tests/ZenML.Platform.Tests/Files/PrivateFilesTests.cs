using ZenML.Platform.Files;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Files;

public sealed class PrivateFilesTests
{
    [Fact]
    public async Task Of_many_that_write_one_new_file_at_once_one_wins_and_nobody_replaces_it()
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
}
