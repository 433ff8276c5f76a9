using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Secrets;

public sealed class SecretListTests
{
    [Theory]
    [InlineData("", 200, 3)]
    [InlineData("name=alpha", 200, 1)]
    [InlineData("name=Alpha", 200, 0)]
    [InlineData("name=contains:LPH", 200, 1)]
    [InlineData("name=foo:alpha", 422, 0)]
    [InlineData("name=", 200, 0)]
    [InlineData("name=beta&name=alpha", 200, 1)]
    [InlineData("nonsense=1", 200, 3)]
    [InlineData("scope=global", 422, 0)]
    [InlineData("logical_operator=or", 200, 0)]
    [InlineData("logical_operator=or&name=alpha&scope=user", 200, 2)]
    [InlineData("id=startswith:wc&logical_operator=or&name=startswith:al", 200, 1)]
    [InlineData("scope_workspace=b5caca2d-df71-4e49-bca8-02b7b8247d08", 200, 0)]
    [InlineData("sort_by=foo:name", 200, 3)]
    [InlineData("created=gt:2000-01-01 00:00:00", 200, 3)]
    [InlineData("created=1700000000", 200, 0)]
    [InlineData("page=2", 400, 0)]
    [InlineData("page=0", 422, 0)]
    [InlineData("page=abc", 422, 0)]
    [InlineData("size=10001", 422, 0)]
    [InlineData("hydrate=maybe", 422, 0)]
    [InlineData("logical_operator=OR", 422, 0)]
    [InlineData("scope_workspace=abc", 422, 0)]
    public async Task A_list_returns_exactly_what_the_query_asks_for(string query, int status, int total)
    {
        await using var world = await TeamWorld.StartAsync();
        await world.PostSecretAsync("alpha");
        await world.PostSecretAsync("beta");
        await world.PostSecretAsync("gamma", scope: "user");

        var answer = await world.Administrator.GetAsync($"/api/v1/secrets?{query.Replace(" ", "%20", StringComparison.Ordinal)}");

        Assert.Equal(status, answer.Status);
        if (status == 200)
        {
            Assert.Equal(total, answer.Json.GetProperty("total").GetInt32());
            Assert.Equal((1, 20, 1), (Number("index"), Number("max_size"), Number("total_pages")));
        }

        int Number(string name) => answer.Json.GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData("name=gt:a", """["query","__root__","operation"]""")]
    [InlineData("id=b55c", """["query","__root__"]""")]
    [InlineData("created=contains:2026", """["query","__root__"]""")]
    [InlineData("created=gt:2026-11-23", """["query","__root__"]""")]
    [InlineData("sort_by=values", """["query","sort_by"]""")]
    [InlineData("sort_by=name:desc", """["query","sort_by"]""")]
    [InlineData("sort_by=", """["query","sort_by"]""")]
    public async Task Invalid_filters_and_sort_orders_are_rejected_and_located(string query, string location)
    {
        await using var world = await TeamWorld.StartAsync();

        var answer = await world.Administrator.GetAsync($"/api/v1/secrets?{query}");

        Assert.Equal(422, answer.Status);
        Assert.Equal(location, answer.Json.GetProperty("detail")[0].GetProperty("loc").GetRawText());
    }
}
