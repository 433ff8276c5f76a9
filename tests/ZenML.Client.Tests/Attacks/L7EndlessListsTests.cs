using System.Text.Json.Nodes;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;

namespace ZenML.Client.Tests.Attacks;

/// <summary>Lists from a server that are endless, repetitive or inconsistent.</summary>
public sealed class L7EndlessListsTests : HostileServerTest
{
    private const string List = "/secrets";

    [Fact]
    public async Task L7_a_list_that_repeats_its_first_page_is_given_up()
    {
        await AnswerListAsync(List, (number, page) => Numbered(page, number, size: 2, total: 1_000_000));

        Assert.Equal(ErrorCode.StoreUnavailable, (await RefusalAsync(LookUpAsync)).Code);
        Assert.Equal(ErrorCode.StoreUnavailable, (await RefusalAsync(ReadAllAsync)).Code);
        Assert.InRange(Server.Requests.Count, 2, 20);
    }

    [Fact]
    public async Task L7_an_endless_list_of_new_items_is_given_up()
    {
        await AnswerListAsync(List, (number, page) => Numbered(WithNewIds(page), number, size: 2, total: 4_000_000_000));

        await RefusalAsync(LookUpAsync);
        await RefusalAsync(ReadAllAsync);
        Assert.InRange(Server.Requests.Count, 2, 20);
    }

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(10, 100_001)]
    [InlineData(1000, 2_000_001)]
    public async Task L7_a_list_whose_first_page_announces_too_many_items_is_not_read_further(int size, long total)
    {
        await AnswerListAsync(List, (number, page) =>
        {
            while (page["items"]!.AsArray().Count > size)
            {
                page["items"]!.AsArray().RemoveAt(0);
            }

            return Numbered(WithNewIds(page), number, size, total);
        });

        Assert.Contains("too long", (await RefusalAsync(ReadAllAsync)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Requests, request => request.Contains("&page=2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task L7_a_list_that_grows_with_every_page_is_given_up()
    {
        await AnswerListAsync(List, (number, page) => Numbered(WithNewIds(page), number, size: 2, total: 10 * number));

        await RefusalAsync(LookUpAsync);
        await RefusalAsync(ReadAllAsync);
        Assert.InRange(Server.Requests.Count, 2, 2_000);
    }

    [Theory]
    [InlineData("index", "7")]
    [InlineData("index", "4294967297")]
    [InlineData("index", "null")]
    [InlineData("max_size", "0")]
    [InlineData("max_size", "-1")]
    [InlineData("max_size", "1")]
    [InlineData("max_size", "4294967396")]
    [InlineData("total", "-1")]
    [InlineData("total", "1")]
    [InlineData("total", "9223372036854775807")]
    [InlineData("total", "1e400")]
    [InlineData("total", "[]")]
    [InlineData("items", "{}")]
    [InlineData("items", "null")]
    public async Task L7_a_page_with_inconsistent_totals_is_rejected(string property, string value)
    {
        await AnswerListAsync(List, (number, page) =>
        {
            page[property] = JsonNode.Parse(value);
            return page;
        });

        Assert.Equal(ErrorCode.StoreUnavailable, (await RefusalAsync(LookUpAsync)).Code);
        Assert.Equal(ErrorCode.StoreUnavailable, (await RefusalAsync(() => Client.Secrets.ListPageAsync(cancellationToken: Token))).Code);
    }

    [Fact]
    public async Task L7_a_valid_list_of_many_small_pages_is_read_to_its_end()
    {
        Server.LargestPage = 3;
        for (var index = 0; index < 20; index++)
        {
            await Client.Secrets.CreateAsync($"secret-{index}", new() { ["key"] = "value" }, cancellationToken: Token);
        }

        Assert.Equal(22, (await Client.Secrets.ListPageAsync(new ListQuery { Size = 100 }, Token)).Items.Count);
        Assert.Equal(22, await Client.Secrets.ListAsync(new ListQuery { Size = 2 }, Token).CountAsync(Token));
    }

    private static JsonObject Numbered(JsonObject page, int number, int size, long total)
    {
        (page["index"], page["max_size"], page["total"]) = (number, size, total);
        return page;
    }

    private static JsonObject WithNewIds(JsonObject page)
    {
        foreach (var item in page["items"]!.AsArray())
        {
            item!["id"] = Guid.NewGuid().ToString();
        }

        return page;
    }

    private Task<Secret> LookUpAsync() => Client.Secrets.GetAsync("nothing of that name", null, LookupMode.Exact, Token);

    private async Task ReadAllAsync() => await Client.Secrets.ListAsync(new ListQuery { Size = 2 }, Token).CountAsync(Token);
}
