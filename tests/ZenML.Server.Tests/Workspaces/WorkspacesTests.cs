using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Workspaces;

public sealed class WorkspacesTests
{
    [Fact]
    public async Task A_workspace_starts_with_a_default_stack_and_its_deletion_removes_everything_in_it()
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.Other.CreateAsync("/api/v1/workspaces", """{"name":"ws"}""");

        Assert.Equal("", made.Json.GetProperty("metadata").GetProperty("description").GetString());
        Assert.Equal(
            """{"stacks":"1","components":"2","pipelines":"0","runs":"0"}""",
            (await world.Other.GetAsync("/api/v1/workspaces/ws/statistics")).Text);
        Assert.Equal(200, (await world.Other.PutAsync($"/api/v1/workspaces/{made.Id}", """{"name":"ws2","description":"d"}""")).Status);
        Assert.Equal(
            "d",
            (await world.Other.GetAsync("/api/v1/workspaces/ws2"))
                .Json.GetProperty("metadata").GetProperty("description").GetString());
        Assert.Equal("null", (await world.Administrator.DeleteAsync("/api/v1/workspaces/ws2")).Text);
        Assert.Equal(404, (await world.Other.GetAsync($"/api/v1/workspaces/{made.Id}")).Status);
    }

    [Fact]
    public async Task Workspace_names_are_unique_and_the_default_workspace_cannot_be_renamed()
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.Administrator.CreateAsync("/api/v1/workspaces", """{"name":"ws"}""");

        Assert.Equal((409, "EntityExistsError"), Refusal(await world.Administrator.PostAsync("/api/v1/workspaces", """{"name":"ws"}""")));
        Assert.Equal(
            (409, "EntityExistsError"),
            Refusal(await world.Administrator.PutAsync($"/api/v1/workspaces/{made.Id}", """{"name":"default"}""")));
        Assert.Equal(
            (403, "IllegalOperationError"),
            Refusal(await world.Administrator.PutAsync($"/api/v1/workspaces/{world.Workspace}", """{"name":"zz"}""")));
        Assert.Equal((403, "IllegalOperationError"), Refusal(await world.Administrator.DeleteAsync("/api/v1/workspaces/default")));
        Assert.Equal(
            200,
            (await world.Administrator.PutAsync($"/api/v1/workspaces/{world.Workspace}", """{"name":"default","description":"dd"}"""))
                .Status);
        Assert.Equal((404, "KeyError"), Refusal(await world.Administrator.GetAsync("/api/v1/workspaces/nope")));
        Assert.Equal(422, (await world.Administrator.PutAsync("/api/v1/workspaces/ws", "{}")).Status);
        Assert.Equal(400, (await world.Administrator.PostAsync("/api/v1/workspaces", """{"name":""}""")).Status);
    }

    private static (int Status, string? Class) Refusal(ApiAnswer answer) => (answer.Status, answer.ErrorClass);
}
