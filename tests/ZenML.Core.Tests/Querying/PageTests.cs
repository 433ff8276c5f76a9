using ZenML.Core.Querying;

namespace ZenML.Core.Tests.Querying;

public sealed class PageTests
{
    [Theory]
    [InlineData(0, 20, 1)]
    [InlineData(1, 20, 1)]
    [InlineData(20, 20, 1)]
    [InlineData(21, 20, 2)]
    [InlineData(100_000, 1, 100_000)]
    [InlineData(long.MaxValue - 10_000, 10_000, 922_337_203_685_477)]
    public void A_list_has_as_many_pages_as_its_items_need_and_at_least_one(long total, int size, long pages) =>
        Assert.Equal(pages, new Page<int>([], 1, size, total).TotalPages);

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(2, 0, false)]
    [InlineData(2, 21, true)]
    [InlineData(3, 40, false)]
    public void A_page_past_the_end_is_rejected(int index, long total, bool inRange)
    {
        var page = new Page<int>([], index, 20, total);
        if (inRange)
        {
            Assert.Same(page, page.EnsureInRange());
        }
        else
        {
            Assert.Contains($"no page {index}", Refusal.Of(() => page.EnsureInRange()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Mapping_the_items_of_a_page_keeps_its_numbers()
    {
        var page = new Page<int>([1, 2], 3, 2, 9).Select(item => $"<{item}>");
        Assert.Equal(["<1>", "<2>"], page.Items);
        Assert.Equal((3, 2, 9L), (page.Index, page.Size, page.Total));
    }
}
