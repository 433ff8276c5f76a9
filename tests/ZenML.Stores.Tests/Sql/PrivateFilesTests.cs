using ZenML.Stores.Sql;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Sql;

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
                PrivateFiles.WriteNew(path, StoreFiles.NewTemporary(path), [(byte)index, (byte)index]);
                return Convert.ToHexString(File.ReadAllBytes(path));
            },
            TestContext.Current.CancellationToken)));

        Assert.Single(seen.Distinct());
        Assert.Equal([path], Directory.EnumerateFiles(folder.Path));
    }
}
