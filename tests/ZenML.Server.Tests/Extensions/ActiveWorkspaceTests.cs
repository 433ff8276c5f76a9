using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Extensions;

/// <summary>What a client does in its active workspace with one request.</summary>
public sealed class ActiveWorkspaceTests
{
    private const string Path = "/api/v1/x/workspaces/default";

    [Fact]
    public async Task A_secret_of_the_user_scope_is_found_before_one_of_the_workspace_scope_and_never_one_of_somebody_else()
    {
        await using var world = await TeamWorld.StartAsync();
        await world.PostSecretAsync("db", """{"k":"of workspace"}""");
        await world.PostSecretAsync("db", """{"k":"of administrator"}""", "user");
        var hidden = await world.PostSecretAsync("mine", """{"k":"hidden"}""", "user");

        Assert.Equal("of administrator", Value(await FindAsync(world.Administrator, """{"text":"db","values":true}""")));
        Assert.Equal("of workspace", Value(await FindAsync(world.Administrator, """{"text":"db","scope":"workspace","values":true}""")));
        Assert.Equal("of workspace", Value(await FindAsync(world.Other, """{"text":"db","values":true}""")));
        Assert.Equal("of workspace", Value(await FindAsync(world.Other, """{"text":"d","mode":"reading","values":true}""")));
        foreach (var text in new[] { "mine", hidden.Id.ToString("D"), hidden.Id.ToString("D")[..8] })
        {
            var answer = await FindAsync(world.Other, $$"""{"text":"{{text}}","mode":"reading","values":true}""");
            Assert.Equal((404, $"There is no secret '{text}'."), (answer.Status, answer.Json.GetProperty("detail")[1].GetString()));
        }
    }

    [Fact]
    public async Task Only_a_find_that_asks_for_values_reads_them_and_is_recorded()
    {
        await using var world = await TeamWorld.StartAsync();
        var secret = (await world.PostSecretAsync("db", """{"k":"value-1"}""")).Id;

        var found = await FindAsync(world.Other, """{"text":"db"}""");
        var stack = await world.Other.PostAsync($"{Path}/stacks/validate", "{}");
        await world.Other.PostAsync($"{Path}/references/check", """{"references":[{"name":"db","key":"k"}]}""");
        Assert.DoesNotContain("value", found.Json.GetProperty("body").EnumerateObject().Select(property => property.Name));
        Assert.Equal((200, "default"), (stack.Status, stack.Json.GetProperty("stack").GetProperty("name").GetString()));
        Assert.Equal(0, await CountReadsAsync(world, secret));

        await FindAsync(world.Other, """{"text":"db","values":true}""");
        Assert.Equal(1, await CountReadsAsync(world, secret));

        await world.Other.PostAsync($"{Path}/references/resolve", """{"references":[{"name":"db","key":"k"}]}""");
        Assert.Equal(2, await CountReadsAsync(world, secret));
    }

    [Fact]
    public async Task A_workspace_that_does_not_exist_or_has_the_id_only_as_its_name_is_not_found()
    {
        await using var world = await TeamWorld.StartAsync();
        var lost = Guid.NewGuid();
        var stacks = (await world.Administrator.GetAsync("/api/v1/stacks?name=default")).Json.GetProperty("items");
        var stack = stacks[0].GetProperty("id").GetGuid();
        var secret = await world.PostSecretAsync("db", """{"k":"v"}""");
        await world.Administrator.CreateAsync("/api/v1/workspaces", $$"""{"name":"{{lost:D}}"}""");
        await world.Administrator.CreateAsync("/api/v1/workspaces", """{"name":"second"}""");

        foreach (var workspace in new[] { lost.ToString("D"), "no-such" })
        {
            var path = $"/api/v1/x/workspaces/{workspace}";
            ApiAnswer[] answers =
            [
                await world.Administrator.GetAsync($"{path}/secrets"),
                await world.Administrator.PostAsync($"{path}/secrets/find", $$"""{"text":"{{secret.Id:D}}","values":true}"""),
                await world.Administrator.PostAsync($"{path}/references/check", """{"references":[{"name":"db","key":"k"}]}"""),
                await world.Administrator.PostAsync($"{path}/references/resolve", """{"references":[{"name":"db","key":"k"}]}"""),
                await world.Administrator.PostAsync($"{path}/stacks/validate", "{}"),
            ];
            Assert.All(answers, answer => Assert.Equal(
                (404, "NotFound"), (answer.Status, answer.Headers.GetValues("X-ZenML-Error").Single())));
        }

        Assert.Equal(0, await CountReadsAsync(world, secret.Id));
        Assert.Equal(0, (await world.Administrator.GetAsync("/api/v1/x/workspaces/second/secrets")).Json.GetProperty("total").GetInt64());

        // The active stack must be one of that workspace.
        var second = (await world.Administrator.GetAsync("/api/v1/workspaces/second")).Id;
        Assert.Equal(404, (await world.Administrator.PostAsync(
            "/api/v1/x/workspaces/second/stacks/validate", $$$"""{"active_stacks":{"{{{second:D}}}":"{{{stack:D}}}"}}""")).Status);
    }

    [Theory]
    [InlineData("secrets/find", "{}")]
    [InlineData("secrets/find", """{"text":"db","mode":"any"}""")]
    [InlineData("secrets/find", """{"text":"db","scope":"team"}""")]
    [InlineData("stacks/validate", """{"level":"ALL"}""")]
    [InlineData("stacks/validate", """{"active_stacks":{"default":"default"}}""")]
    [InlineData("references/check", "{}")]
    public async Task A_request_of_another_form_is_rejected(string path, string body)
    {
        await using var world = await TeamWorld.StartAsync();

        Assert.Equal(422, (await world.Administrator.PostAsync($"{Path}/{path}", body)).Status);
    }

    private static Task<ApiAnswer> FindAsync(ApiClient caller, string body) => caller.PostAsync($"{Path}/secrets/find", body);

    private static string? Value(ApiAnswer answer) => answer.Json.GetProperty("body").GetProperty("values").GetProperty("k").GetString();

    private static async Task<long> CountReadsAsync(TeamWorld world, Guid secret)
    {
        // Reads are written in the background.
        await Task.Delay(200, TestContext.Current.CancellationToken);
        return (await world.Administrator.GetAsync($"/api/v1/x/audit?action=read&resource_id={secret:D}")).Json
            .GetProperty("total")
            .GetInt64();
    }
}
