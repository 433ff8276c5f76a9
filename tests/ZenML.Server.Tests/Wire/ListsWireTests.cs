using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Wire;

public sealed class ListsWireTests : WireTest
{
    [Theory]
    [InlineData("", "alpha beta Gamma")]
    [InlineData("?name=beta", "beta")]
    [InlineData("?name=equals:BETA", "")]
    [InlineData("?name=contains:A", "alpha beta Gamma")]
    [InlineData("?name=startswith:g", "Gamma")]
    [InlineData("?name=endswith:ta", "beta")]
    [InlineData("?name=equals:foo:alpha", "")]
    [InlineData("?name=pipeline::step::output", "")]
    [InlineData("?name=http://alpha", "")]
    [InlineData("?name=contains:%25", "")]
    [InlineData("?name=contains:_", "")]
    [InlineData("?name=startswith:", "alpha beta Gamma")]
    [InlineData("?name=", "")]
    [InlineData("?name=alpha&name=beta", "beta")]
    [InlineData("?unknown=1", "alpha beta Gamma")]
    [InlineData("?scope=user", "beta")]
    [InlineData("?name=alpha&scope=user", "")]
    [InlineData("?name=alpha&scope=user&logical_operator=or", "alpha beta")]
    [InlineData("?logical_operator=or", "")]
    [InlineData("?sort_by=name", "Gamma alpha beta")]
    [InlineData("?sort_by=desc:name", "beta alpha Gamma")]
    [InlineData("?sort_by=asc:created", "alpha beta Gamma")]
    [InlineData("?sort_by=upwards:name", "Gamma alpha beta")]
    [InlineData("?created=gt:2020-01-01 00:00:00", "alpha beta Gamma")]
    [InlineData("?created=lt:2020-01-01 00:00:00", "")]
    [InlineData("?page=2&size=2", "Gamma")]
    public async Task A_list_can_be_filtered_and_sorted(string query, string expected)
    {
        await CreateSecretAsync("alpha");
        await CreateSecretAsync("beta", scope: "user");
        await CreateSecretAsync("Gamma");

        var answer = await Api.GetAsync("/api/v1/secrets" + query);

        Assert.Equal(200, answer.Status);
        Assert.Equal(expected, string.Join(' ', answer.Names));
    }

    [Theory]
    [InlineData("?size=2", """{"index":1,"max_size":2,"total_pages":2,"total":3}""")]
    [InlineData("?size=2&page=2", """{"index":2,"max_size":2,"total_pages":2,"total":3}""")]
    [InlineData("?name=nobody", """{"index":1,"max_size":20,"total_pages":1,"total":0}""")]
    public async Task A_page_contains_its_index_and_the_totals(string query, string expected)
    {
        await CreateSecretAsync("alpha");
        await CreateSecretAsync("beta");
        await CreateSecretAsync("gamma");

        var page = (await Api.GetAsync("/api/v1/secrets" + query)).Json;

        Assert.Equal(
            expected,
            "{"
                + string.Join(
                    ',',
                    page.EnumerateObject().Where(property => property.Name != "items")
                        .Select(property => property.ToString()))
                + "}");
    }

    [Theory]
    [InlineData("?name=Contains:alpha", "equals, contains, startswith, endswith")]
    [InlineData("?name=foo:alpha", "equals:foo:alpha")]
    [InlineData("?id=like:alpha", "equals, contains, startswith, endswith")]
    [InlineData("?scope=galaxy", "workspace or user")]
    [InlineData("?scope=equals:USER", "workspace or user")]
    public async Task An_unknown_operator_or_word_is_answered_with_the_valid_ones(string query, string expected)
    {
        var answer = await Api.GetAsync("/api/v1/secrets" + query);

        Assert.Equal(422, answer.Status);
        Assert.Contains(expected, answer.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_past_the_end_is_an_error()
    {
        var answer = await Api.GetAsync("/api/v1/secrets?page=2");

        Assert.Equal((400, "ValueError"), (answer.Status, answer.ErrorClass));
    }

    [Theory]
    [InlineData("equals:{0}", true)]
    [InlineData("startswith:{1}", true)]
    [InlineData("contains:{1}", true)]
    [InlineData("endswith:{1}", false)]
    public async Task An_id_can_be_found_by_part_of_it(string filter, bool isFound)
    {
        var path = await CreateSecretAsync("alpha");
        var id = path[(path.LastIndexOf('/') + 1)..];

        var answer = await Api.GetAsync(
            "/api/v1/secrets?id="
                + string.Format(System.Globalization.CultureInfo.InvariantCulture, filter, id, id[..8]));

        Assert.Equal(isFound ? ["alpha"] : [], answer.Names);
    }

    [Theory]
    [InlineData("active=True", "default idle")]
    [InlineData("active=no", "")]
    [InlineData("active=equals:false", "")]
    public async Task The_filter_value_false_means_false(string query, string expected)
    {
        await Api.CreateAsync("/api/v1/users", """{"name":"idle","password":"idle-password","is_admin":false}""");

        Assert.Equal(expected, string.Join(' ', (await Api.GetAsync("/api/v1/users?" + query)).Names));
    }

    [Fact]
    public async Task The_fifty_built_in_flavors_are_listed()
    {
        var answer = await Api.GetAsync("/api/v1/flavors?size=1");

        Assert.Equal(50, answer.Json.GetProperty("total").GetInt32());
        Assert.Equal(12, (await Api.GetAsync("/api/v1/component-types")).Json.GetArrayLength());
    }
}
