using System.Text;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;

namespace ZenML.Client.Tests.Attacks;

/// <summary>
/// Responses within the size limit that need many times their size in memory, and lists that take forever.
/// </summary>
public sealed class L7JsonBudgetTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("\"\"")]
    [InlineData("{\"a\":0}")]
    public void L7_a_response_with_millions_of_values_is_rejected_before_it_is_parsed(string value)
    {
        var json = Encoding.UTF8.GetBytes($"{{\"items\":[{string.Join(',', Enumerable.Repeat(value, JsonBudget.MostTokens))}]}}");

        Assert.Equal(ErrorCode.StoreUnavailable, Assert.Throws<ZenException>(() => WireValue.Parse(json)).Code);
    }

    [Fact]
    public void A_large_list_page_and_a_long_text_can_be_read()
    {
        var item = $"{{\"id\":\"{Guid.Empty}\",\"name\":\"n\",\"values\":{{\"a\":\"{new string('x', 500)}\",\"b\":[1,2,3]}}}}";
        var page = WireValue.Parse(Encoding.UTF8.GetBytes($"{{\"items\":[{string.Join(',', Enumerable.Repeat(item, 10_000))}]}}"));
        var text = WireValue.Parse(Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('{', 10_000_000)}\"}}"));

        Assert.Equal(10_000, page["items"].Items.Count());
        Assert.Equal(10_000_000, text["text"].Text.Length);
    }

    [Fact]
    public void L7_the_pages_of_a_list_share_one_time_limit()
    {
        var progress = new ListProgress();
        for (var page = 0; page < 10; page++)
        {
            progress.Wait(TimeSpan.FromSeconds(29));
        }

        var error = Assert.Throws<ZenException>(() => progress.Wait(TimeSpan.FromSeconds(29)));

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Contains("more than 5 minutes", error.Message, StringComparison.Ordinal);
    }
}
