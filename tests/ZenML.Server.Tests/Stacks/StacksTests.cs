using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Stacks;

public sealed class StacksTests
{
    [Fact]
    public async Task A_stack_has_exactly_the_components_it_was_given_including_none()
    {
        await using var world = await TeamWorld.StartAsync();
        var first = await world.PostComponentAsync("first", "orchestrator", "local");
        var second = await world.PostComponentAsync("second", "orchestrator", "local");

        Assert.Empty(Types(await PostAsync(world, "none", "{}")));
        Assert.Empty(Types(await PostAsync(world, "null", "null")));
        Assert.Equal(["orchestrator: first"], Types(await PostAsync(world, "odd", $$"""{"artifact_store":["{{first.Id}}"]}""")));
        Assert.Equal(
            ["orchestrator: second"],
            Types(await PostAsync(world, "two", $$"""{"orchestrator":["{{first.Id}}","{{second.Id}}"]}""")));
        Assert.Equal(404, (await PostAsync(world, "a", $$"""{"orchestrator":["{{Guid.NewGuid()}}"]}""")).Status);
        Assert.Equal(422, (await PostAsync(world, "a", $$"""{"nope":["{{first.Id}}"]}""")).Status);
        Assert.Equal(422, (await PostAsync(world, "a", """{"orchestrator":["first"]}""")).Status);
        var again = await PostAsync(world, "odd", "{}");
        Assert.Equal((409, "StackExistsError"), (again.Status, again.ErrorClass));
    }

    [Fact]
    public async Task An_update_replaces_the_whole_component_map()
    {
        await using var world = await TeamWorld.StartAsync();
        var orchestrator = await world.PostComponentAsync("o", "orchestrator", "local");
        var registry = await world.PostComponentAsync("r", "container_registry", "default", """{"uri":"reg.io"}""");
        var stack = await PostAsync(world, "st", $$"""{"orchestrator":["{{orchestrator.Id}}"],"container_registry":["{{registry.Id}}"]}""");
        var path = $"/api/v1/stacks/{stack.Id}";

        Assert.Equal(["container_registry: r", "orchestrator: o"], Types(stack));
        Assert.Equal(["container_registry: r", "orchestrator: o"], Types(await world.Administrator.PutAsync(path, """{"name":"new"}""")));
        Assert.Equal(
            ["orchestrator: o"],
            Types(
                await world.Administrator.PutAsync(
                    path, $$"""{"components":{"orchestrator":["{{orchestrator.Id}}"],"container_registry":[]} }""")));
        Assert.Equal(403, (await world.Administrator.DeleteAsync($"/api/v1/components/{orchestrator.Id}")).Status);
        Assert.Equal("null", (await world.Administrator.DeleteAsync(path)).Text);
        Assert.Equal("null", (await world.Administrator.DeleteAsync($"/api/v1/components/{orchestrator.Id}")).Text);
    }

    [Fact]
    public async Task The_default_stack_cannot_be_changed_and_descriptions_cannot_be_searched()
    {
        await using var world = await TeamWorld.StartAsync();
        var stack = (await world.Administrator.GetAsync("/api/v1/stacks")).Json.GetProperty("items")[0];
        var path = $"/api/v1/stacks/{stack.GetProperty("id").GetString()}";

        Assert.Equal(403, (await world.Administrator.PutAsync(path, """{"name":"x"}""")).Status);
        Assert.Equal(403, (await world.Administrator.DeleteAsync(path)).Status);
        Assert.Equal(422, (await world.Administrator.GetAsync("/api/v1/stacks?description=x")).Status);
        Assert.Equal(422, (await world.Administrator.GetAsync("/api/v1/stacks?sort_by=description")).Status);
        Assert.Equal(
            1,
            (await world.Administrator.GetAsync("/api/v1/workspaces/default/stacks?name=default"))
                .Json.GetProperty("total").GetInt32());
    }

    private static Task<ApiAnswer> PostAsync(TeamWorld world, string name, string components) => world.Administrator.PostAsync(
        "/api/v1/workspaces/default/stacks", $"{{\"name\":\"{name}\",\"components\":{components},{world.Owned(world.Administrator)}}}");

    private static string[] Types(ApiAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return
        [
            .. answer.Json.GetProperty("metadata").GetProperty("components").EnumerateObject()
                .Select(entry => $"{entry.Name}: {Assert.Single(entry.Value.EnumerateArray()).GetProperty("name").GetString()}")
                .Order(StringComparer.Ordinal),
        ];
    }
}
