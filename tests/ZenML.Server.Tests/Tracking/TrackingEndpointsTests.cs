using System.Net;
using System.Text.Json;

namespace ZenML.Server.Tests.Tracking;

public sealed class TrackingEndpointsTests
{
    [Fact]
    public async Task Creating_a_record_that_exists_is_a_conflict()
    {
        await using var client = await PythonClient.ConnectAsync();
        var workspace = $"/workspaces/{client.Workspace}";
        await client.PostAsync($"{workspace}/pipelines", Documents.Pipeline(client));
        var deployment =
            (await client.PostAsync($"{workspace}/pipeline_deployments", Documents.Deployment(client, null, "one")))
                .Text("id")!;
        var run = (await client.PostAsync($"{workspace}/runs", Documents.Run(client, deployment, "r", "o"))).Text("id")!;
        await client.PostAsync("/steps", Documents.Step(client, run, deployment, "one"));
        var artifact = (await client.PostAsync("/artifacts", """{"name": "a"}""")).Text("id")!;
        await client.PostAsync("/artifact_versions", Documents.ArtifactVersion(client, artifact, "1"));

        await RefusedAsync(client, HttpStatusCode.Conflict, "EntityExistsError", $"{workspace}/pipelines", Documents.Pipeline(client));
        await RefusedAsync(
            client,
            HttpStatusCode.Conflict,
            "EntityExistsError",
            $"{workspace}/runs",
            Documents.Run(client, deployment, "r", "o2"));
        await RefusedAsync(client, HttpStatusCode.Conflict, "EntityExistsError", "/steps", Documents.Step(client, run, deployment, "one"));
        await RefusedAsync(
            client,
            HttpStatusCode.Conflict,
            "EntityExistsError",
            "/artifacts",
            """{"name": "a", "has_custom_name": true, "tags": null}""");
        await RefusedAsync(
            client,
            HttpStatusCode.Conflict,
            "EntityExistsError",
            "/artifact_versions",
            Documents.ArtifactVersion(client, artifact));
    }

    [Fact]
    public async Task A_record_that_does_not_exist_is_answered_404()
    {
        await using var client = await PythonClient.ConnectAsync();
        var workspace = $"/workspaces/{client.Workspace}";
        var unknown = Guid.NewGuid().ToString("N").ToUpperInvariant();
        foreach (var path in new[] { "pipelines", "pipeline_deployments", "runs", "steps", "artifacts", "artifact_versions" })
        {
            var (status, body) = await client.SendAsync(HttpMethod.Get, $"/{path}/{unknown}", null);
            Assert.Equal((HttpStatusCode.NotFound, "KeyError"), (status, body.Text("detail.0")));
            (status, body) = await client.SendAsync(HttpMethod.Get, $"/{path}/name", null);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "ValueError"), (status, body.Text("0")));
        }

        await RefusedAsync(client, HttpStatusCode.NotFound, "KeyError", $"{workspace}/runs", Documents.Run(client, unknown, "r", "o"));
        await RefusedAsync(client, HttpStatusCode.NotFound, "KeyError", "/steps", Documents.Step(client, unknown, unknown, "one"));
        await RefusedAsync(client, HttpStatusCode.NotFound, "KeyError", "/artifact_versions", Documents.ArtifactVersion(client, unknown));
        await RefusedAsync(
            client,
            HttpStatusCode.NotFound,
            "KeyError",
            $"{workspace}/run-metadata",
            Documents.Notes(client, unknown, "step_run", """{"k": 1}""", """{"k": "int"}"""));
        await RefusedAsync(
            client,
            HttpStatusCode.NotFound,
            "KeyError",
            $"{workspace}/pipeline_deployments",
            Documents.Deployment(client, unknown, "one"));
        await RefusedAsync(client, HttpStatusCode.NotFound, "KeyError", $"{workspace}/pipeline_deployments",
            Documents.Deployment(client, null, "one").Replace("\"build\": null", $"\"build\": \"{unknown}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_are_created_for_the_caller_and_in_the_workspace_of_the_path()
    {
        await using var client = await PythonClient.ConnectAsync();
        var workspace = $"/workspaces/{client.Workspace}";
        var other = Guid.NewGuid().ToString();
        await client.PostAsync("/workspaces", """{"name": "elsewhere", "description": ""}""");

        foreach (var path in new[] { workspace, "/workspaces/elsewhere" })
        {
            var named = path == workspace ? "user" : "workspace";
            string Elsewhere(string body) => named == "user"
                ? body.Replace($"\"user\": \"{client.User}\"", $"\"user\": \"{other}\"", StringComparison.Ordinal)
                : body;
            var deployment =
                (await client.PostAsync($"{workspace}/pipeline_deployments", Documents.Deployment(client, null, "one")))
                    .Text("id")!;
            await RefusedAsync(
                client,
                HttpStatusCode.Forbidden,
                "IllegalOperationError",
                $"{path}/pipelines",
                Elsewhere(Documents.Pipeline(client)));
            await RefusedAsync(
                client,
                HttpStatusCode.Forbidden,
                "IllegalOperationError",
                $"{path}/pipeline_deployments",
                Elsewhere(Documents.Deployment(client, null, "one")));
            await RefusedAsync(
                client,
                HttpStatusCode.Forbidden,
                "IllegalOperationError",
                $"{path}/runs",
                Elsewhere(Documents.Run(client, deployment, "r", "o")));
            await RefusedAsync(
                client,
                HttpStatusCode.Forbidden,
                "IllegalOperationError",
                $"{path}/runs/get-or-create",
                Elsewhere(Documents.Run(client, deployment, "r", "o")));
            await RefusedAsync(client, HttpStatusCode.Forbidden, "IllegalOperationError", $"{path}/run-metadata",
                Elsewhere(Documents.Notes(client, other, "step_run", """{"k": 1}""", """{"k": "int"}""")));
        }
    }

    [Fact]
    public async Task A_run_without_an_orchestrator_run_id_is_rejected()
    {
        await using var client = await PythonClient.ConnectAsync();
        var deployment =
            (await client.PostAsync($"/workspaces/default/pipeline_deployments", Documents.Deployment(client, null, "one"))).Text("id")!;

        await RefusedAsync(
            client,
            HttpStatusCode.BadRequest,
            "ValueError",
            "/workspaces/default/runs/get-or-create",
            Documents.Run(client, deployment, "r", null));
    }

    [Fact]
    public async Task Every_error_in_a_body_is_reported()
    {
        await using var client = await PythonClient.ConnectAsync();
        var (status, step) = await client.SendAsync(HttpMethod.Post, "/steps",
            """
            {"user": 1, "name": [], "status": "done", "inputs": {"x": "no id"}, "parent_step_ids": [1], "logs": {}, "start_time": "soon"}
            """);
        var (_, deployment) = await client.SendAsync(HttpMethod.Post, "/workspaces/default/pipeline_deployments",
            """{"pipeline_configuration": {}, "step_configurations": {"one": {"spec": {}}}}""");
        var (_, notes) = await client.SendAsync(
            HttpMethod.Post,
            "/workspaces/default/run-metadata",
            """{"values": {"k": 1}, "types": {"k": "number"}, "resource_type": "pipe"}""");
        var (_, version) = await client.SendAsync(
            HttpMethod.Post,
            "/artifact_versions",
            """{"type": "Data", "visualizations": [{"type": "pdf"}, 1], "tags": [[]]}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        ContainsAll(
            step,
            "user",
            "workspace",
            "name",
            "status",
            "inputs",
            "parent_step_ids",
            "logs -> uri",
            "start_time",
            "pipeline_run_id",
            "deployment");
        ContainsAll(deployment, "run_name_template", "pipeline_configuration -> name", "step_configurations", "stack");
        ContainsAll(notes, "types", "resource_type", "resource_id");
        ContainsAll(
            version,
            "type",
            "visualizations -> 0 -> type",
            "visualizations -> 1",
            "tags",
            "artifact_id",
            "version",
            "uri",
            "materializer");
    }

    [Fact]
    public async Task Lists_can_be_filtered_and_sorted_and_restricted()
    {
        await using var client = await PythonClient.ConnectAsync();
        await client.PostAsync("/workspaces", """{"name": "elsewhere", "description": ""}""");
        foreach (var (name, tag) in new[] { ("b", "red"), ("a", "blue"), ("c", "blue") })
        {
            var artifact =
                (await client.PostAsync("/artifacts", $$"""{"name": "{{name}}", "has_custom_name": true, "tags": ["{{tag}}"]}"""))
                    .Text("id")!;
            await client.PostAsync("/artifact_versions", Documents.ArtifactVersion(client, artifact));
        }

        await client.PostAsync("/workspaces/default/pipelines", Documents.Pipeline(client));
        var tagged = await client.GetAsync("/artifacts?tag=blue&sort_by=name&hydrate=true&has_custom_name=true");
        Assert.Equal(["a", "c"], tagged.At("items").EnumerateArray().Select(item => item.Text("name")));
        Assert.Equal(
            (2, "blue", true),
            (
                tagged.At("items.0.body.tags.0.body.tagged_count").GetInt32(),
                tagged.Text("items.0.body.tags.0.name"),
            tagged.At("items.0.metadata.has_custom_name").GetBoolean()));
        Assert.Equal(
            3,
            (await client.GetAsync("/artifact_versions?only_unused=True&logical_operator=and&version_number=gte:1"))
                .At("total").GetInt32());
        Assert.Equal(1, (await client.GetAsync("/workspaces/default/pipelines?name=startswith:T")).At("total").GetInt32());
        Assert.Equal(0, (await client.GetAsync("/workspaces/elsewhere/pipelines")).At("total").GetInt32());
        string[] invalid =
        [
            "/runs?sort_by=unlisted",
            "/steps?status=gt:a",
            "/artifact_versions?version_number=contains:1",
            "/pipelines?id=x",
        ];
        foreach (var bad in invalid)
        {
            var (status, body) = await client.SendAsync(HttpMethod.Get, bad, null);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, JsonValueKind.Object), (status, body.ValueKind));
        }
    }

    [Theory]
    [InlineData("stack_id")]
    [InlineData("build_id")]
    [InlineData("schedule_id")]
    [InlineData("code_repository_id")]
    public async Task What_a_run_was_made_from_can_be_filtered_by_a_complete_id_only(string field)
    {
        await using var client = await PythonClient.ConnectAsync();
        var id = Guid.NewGuid();

        Assert.Equal(0, (await client.GetAsync($"/runs?{field}={id}")).At("total").GetInt32());
        foreach (var query in new[] { $"sort_by={field}", $"{field}=x", $"{field}=startswith:ab", $"{field}=equals:{id}" })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.SendAsync(HttpMethod.Get, $"/runs?{query}", null)).Status);
        }
    }

    [Fact]
    public async Task Lists_show_tags_that_one_request_created_in_the_order_in_which_they_were_given()
    {
        await using var client = await PythonClient.ConnectAsync();
        string[] names = ["red", "blue", "green", "amber", "grey", "black"];

        await client.PostAsync("/artifacts", $$"""{"name": "a", "tags": {{JsonSerializer.Serialize(names)}}}""");

        Assert.Equal(names, (await client.GetAsync("/tags")).At("items").EnumerateArray().Select(tag => tag.Text("name")));
    }

    [Theory]
    [InlineData(1_000, 200)]
    [InlineData(1_001, 400)]
    public async Task One_request_can_add_a_thousand_tags(int tags, int status)
    {
        await using var client = await PythonClient.ConnectAsync();
        var names = Enumerable.Range(0, tags).Select(tag => $"t{tag}");

        var answer = await client.SendAsync(
            HttpMethod.Post, "/artifacts", $$"""{"name": "a", "tags": {{JsonSerializer.Serialize(names)}}}""");

        Assert.Equal(status, (int)answer.Status);
    }

    [Fact]
    public async Task A_run_that_names_no_pipeline_belongs_to_the_pipeline_of_its_deployment()
    {
        await using var client = await PythonClient.ConnectAsync();
        var pipeline = (await client.PostAsync("/workspaces/default/pipelines", Documents.Pipeline(client))).Text("id")!;
        var deployment =
            (await client.PostAsync("/workspaces/default/pipeline_deployments", Documents.Deployment(client, pipeline, "one"))).Text("id")!;

        await client.PostAsync("/workspaces/default/runs", Documents.Run(client, deployment, "r", "o"));

        var found = await client.GetAsync($"/runs?pipeline_id={pipeline}&unlisted=False");
        Assert.Equal(("r", pipeline), (found.Text("items.0.name"), found.Text("items.0.body.pipeline.id")));
    }

    [Fact]
    public async Task Artifacts_and_runs_can_be_changed_and_deleted()
    {
        await using var client = await PythonClient.ConnectAsync();
        var artifact = (await client.PostAsync("/artifacts", """{"name": "a", "tags": ["old"]}""")).Text("id")!;
        var deployment =
            (await client.PostAsync($"/workspaces/default/pipeline_deployments", Documents.Deployment(client, null, "one"))).Text("id")!;
        var run = (await client.PostAsync($"/workspaces/default/runs", Documents.Run(client, deployment, "r", "o"))).Text("id")!;

        var changed = await client.PutAsync($"/artifacts/{artifact}", """{"name": "b", "add_tags": ["new"], "remove_tags": ["old"]}""");

        Assert.Equal(("b", "new", 1), (changed.Text("name"), changed.Text("body.tags.0.name"), changed.At("body.tags").GetArrayLength()));
        foreach (var path in new[] { $"/artifacts/{artifact}", $"/runs/{run}" })
        {
            var (status, body) = await client.SendAsync(HttpMethod.Delete, path, null);
            Assert.Equal((HttpStatusCode.OK, JsonValueKind.Null), (status, body.ValueKind));
            Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Delete, path, null)).Status);
        }
    }

    private static void ContainsAll(JsonElement mistakes, params string[] places) =>
        Assert.All(places, place => Assert.Contains($"\nbody -> {place}\n", mistakes.Text("1"), StringComparison.Ordinal));

    private static async Task RefusedAsync(PythonClient client, HttpStatusCode expected, string errorClass, string path, string body)
    {
        var (status, answer) = await client.SendAsync(HttpMethod.Post, path, body);
        Assert.True(status == expected, $"{path} was answered with {(int)status}: {answer}");
        Assert.Equal(errorClass, answer.Text("detail.0"));
    }
}
