using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Flavors;

public sealed class FlavorsTests
{
    [Fact]
    public async Task Built_in_flavors_have_a_JSON_schema_and_links_to_their_documentation()
    {
        await using var world = await TeamWorld.StartAsync();

        Assert.Equal(50, (await world.Administrator.GetAsync("/api/v1/flavors")).Json.GetProperty("total").GetInt32());
        var flavor = (await world.Administrator.GetAsync("/api/v1/flavors?name=s3&type=artifact_store&hydrate=True"))
            .Json.GetProperty("items")[0];
        var metadata = flavor.GetProperty("metadata");
        var schema = metadata.GetProperty("config_schema");
        Assert.Equal("S3ArtifactStoreConfig", schema.GetProperty("title").GetString());
        Assert.Equal(
            """{"title":"Key","sensitive":true,"type":"string"}""",
            schema.GetProperty("properties").GetProperty("key").GetRawText());
        Assert.Equal("""["path"]""", schema.GetProperty("required").GetRawText());
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(
            "https://docs.zenml.io/v/0.58.0/user-guide/component-guide/artifact-stores/s3",
            metadata.GetProperty("docs_url").GetString());
        Assert.EndsWith(
            "/artifact_store/aws.png",
            flavor.GetProperty("body").GetProperty("logo_url").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_custom_flavor_returns_its_schema_unchanged_and_protects_its_sensitive_attributes()
    {
        await using var world = await TeamWorld.StartAsync();
        const string schema =
            """{"title":"C","properties":{"tok":{"sensitive":true,"type":"string"},"n":{"default":3,"type":"integer"}},"""
            + "\"additionalProperties\":false,\"odd\":[1.50]}";

        var made = await PostAsync(world, schema);
        Assert.Equal(200, made.Status);
        Assert.Equal(schema, Schema(made));
        Assert.Equal(409, (await PostAsync(world, schema)).Status);
        Assert.Equal(200, (await world.PostComponentAsync("good", "orchestrator", "mine", """{"tok":"plain","n":"4"}""")).Status);
        Assert.Equal(422, (await world.PostComponentAsync("bad", "orchestrator", "mine", """{"n":"four"}""")).Status);
        Assert.Equal(403, (await world.Administrator.DeleteAsync($"/api/v1/flavors/{made.Id}")).Status);
    }

    [Fact]
    public async Task A_custom_flavor_can_be_changed_and_deleted_and_a_built_in_flavor_cannot()
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await PostAsync(world, "{}");
        var stock = (await world.Administrator.GetAsync("/api/v1/flavors?name=s3"))
            .Json.GetProperty("items")[0].GetProperty("id").GetString();

        var changed = await world.Administrator.PutAsync(
            $"/api/v1/flavors/{made.Id}", """{"integration":"other","config_schema":{"x":1}}""");
        Assert.Equal(("""{"x":1}""", "other"), (Schema(changed), changed.Json.GetProperty("body").GetProperty("integration").GetString()));
        Assert.Equal("a.b", changed.Json.GetProperty("metadata").GetProperty("source").GetString());
        Assert.Equal("null", (await world.Administrator.DeleteAsync($"/api/v1/flavors/{made.Id}")).Text);
        Assert.Equal(403, (await world.Administrator.PutAsync($"/api/v1/flavors/{stock}", """{"integration":"other"}""")).Status);
        Assert.Equal(403, (await world.Administrator.DeleteAsync($"/api/v1/flavors/{stock}")).Status);
        Assert.Equal("null", (await world.Administrator.SendAsync("PATCH", "/api/v1/flavors/sync")).Text);
    }

    private static string Schema(ApiAnswer answer) => answer.Json.GetProperty("metadata").GetProperty("config_schema").GetRawText();

    private static Task<ApiAnswer> PostAsync(TeamWorld world, string schema) => world.Administrator.PostAsync(
        "/api/v1/flavors",
        $$"""
        {"name":"mine","type":"orchestrator","source":"a.b","config_schema":{{schema}},{{world.Owned(world.Administrator)}}}
        """);
}
