using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Components;

public sealed class ComponentsTests
{
    private const string Store =
        """{"path":"s3://bucket","key":"{{aws.key}}","secret":"plain","client_kwargs":{"deep":[1,1.50,true,"0123"]}}""";

    [Fact]
    public async Task A_configuration_including_its_sensitive_text_is_returned_as_it_was_sent()
    {
        await using var world = await TeamWorld.StartAsync();

        var made = await world.PostComponentAsync("store", "artifact_store", "s3", Store, ",\"labels\":{}");

        Assert.Equal(200, made.Status);
        Assert.Equal(Store, Metadata(made, "configuration"));
        Assert.Equal("{}", Metadata(made, "labels"));
        Assert.Equal(Store, Metadata(await world.Administrator.GetAsync($"/api/v1/components/{made.Id}"), "configuration"));
        var listed = (await world.Administrator.GetAsync("/api/v1/components?name=store&hydrate=True")).Json.GetProperty("items")[0];
        Assert.Equal(Store, listed.GetProperty("metadata").GetProperty("configuration").GetRawText());
        var plain = await world.Administrator.GetAsync($"/api/v1/components/{made.Id}?hydrate=false");
        Assert.Equal(JsonValueKind.Null, plain.Json.GetProperty("metadata").ValueKind);
    }

    [Fact]
    public async Task An_update_replaces_whole_configurations_and_labels()
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.PostComponentAsync("store", "artifact_store", "s3", Store, ",\"labels\":{\"team\":\"x\"}");

        Assert.Equal("""{"path":"s3://other"}""", Metadata(await PutAsync("""{"configuration":{"path":"s3://other"}}"""), "configuration"));
        Assert.Equal("{}", Metadata(await PutAsync("""{"configuration":{}}"""), "configuration"));
        var renamed = await PutAsync("""{"name":"new","component_spec_path":null,"connector":null,"connector_resource_id":null}""");
        Assert.Equal(("new", """{"team":"x"}"""), (renamed.Json.GetProperty("name").GetString(), Metadata(renamed, "labels")));
        Assert.Equal("""{"a":"b"}""", Metadata(await PutAsync("""{"labels":{"a":"b"}}"""), "labels"));
        Assert.Equal("null", Metadata(await PutAsync("""{"labels":null}"""), "labels"));

        async Task<ApiAnswer> PutAsync(string body)
        {
            var answer = await world.Administrator.PutAsync($"/api/v1/components/{made.Id}", body);
            Assert.True(answer.Status == 200, answer.Text);
            return answer;
        }
    }

    [Theory]
    [InlineData("s3", "{}", 422)]
    [InlineData("s3", """{"path":"s3://x","zzz":1}""", 422)]
    [InlineData("s3", """{"path":"gs://x"}""", 422)]
    [InlineData("s3", """{"path":"{{a.b}}"}""", 422)]
    [InlineData("nothing", "{}", 404)]
    [InlineData("s3", "\"text\"", 422)]
    public async Task A_configuration_that_does_not_match_the_flavor_is_rejected(string flavor, string configuration, int status)
    {
        await using var world = await TeamWorld.StartAsync();

        Assert.Equal(status, (await world.PostComponentAsync("store", "artifact_store", flavor, configuration)).Status);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("a\tb", 400)]
    [InlineData("{{a.b}}", 422)]
    [InlineData("default", 409)]
    public async Task An_invalid_component_name_is_rejected(string name, int status)
    {
        await using var world = await TeamWorld.StartAsync();

        var answer = await world.PostComponentAsync(name, "orchestrator", "local");

        Assert.Equal(status, answer.Status);
        if (status == 409)
        {
            Assert.Equal("StackComponentExistsError", answer.ErrorClass);
        }
    }

    [Fact]
    public async Task Connectors_do_not_exist_and_the_default_components_cannot_be_changed()
    {
        await using var world = await TeamWorld.StartAsync();
        var orchestrator = (await world.Administrator.GetAsync("/api/v1/components?scope_type=orchestrator")).Json.GetProperty("items")[0];
        var path = $"/api/v1/components/{orchestrator.GetProperty("id").GetString()}";

        var connected = await world.PostComponentAsync("a", "orchestrator", "local", more: $",\"connector\":\"{Guid.NewGuid()}\"");
        Assert.Equal(404, connected.Status);
        Assert.Equal(403, (await world.Administrator.PutAsync(path, """{"name":"x"}""")).Status);
        Assert.Equal(403, (await world.Administrator.DeleteAsync(path)).Status);
        Assert.Equal(JsonValueKind.Null, orchestrator.GetProperty("body").GetProperty("user").ValueKind);
    }

    [Theory]
    [InlineData("scope_type=orchestrator", 1)]
    [InlineData("scope_type=nope", 0)]
    [InlineData("type=contains:arti", 1)]
    [InlineData("stack_id={stack}", 2)]
    [InlineData("stack_id={stack}&scope_type=orchestrator", 1)]
    [InlineData("connector_id=8e7d7fb9-50a6-4085-b1cd-1db43d3e6f31", 0)]
    [InlineData("scope_workspace={workspace}&hydrate=1", 2)]
    public async Task A_list_can_be_restricted_to_a_type_and_a_stack_and_a_workspace(string query, int total)
    {
        await using var world = await TeamWorld.StartAsync();
        await world.Administrator.CreateAsync("/api/v1/workspaces", """{"name":"another"}""");
        var stacks = await world.Administrator.GetAsync($"/api/v1/stacks?workspace_id={world.Workspace}");
        var stack = stacks.Json.GetProperty("items")[0].GetProperty("id").GetString();
        query = query.Replace("{stack}", stack, StringComparison.Ordinal)
            .Replace("{workspace}", world.Workspace.ToString(), StringComparison.Ordinal);

        var answer = await world.Administrator.GetAsync($"/api/v1/workspaces/default/components?{query}");

        Assert.Equal(total, answer.Json.GetProperty("total").GetInt32());
    }

    private static string Metadata(ApiAnswer answer, string name) => answer.Json.GetProperty("metadata").GetProperty(name).GetRawText();
}
