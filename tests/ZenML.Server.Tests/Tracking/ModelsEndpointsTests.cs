using System.Net;
using System.Text.Json;

namespace ZenML.Server.Tests.Tracking;

public sealed class ModelsEndpointsTests
{
    [Fact]
    public async Task A_model_version_shows_its_links_and_hydrated_metadata()
    {
        await using var client = await PythonClient.ConnectAsync();
        var (model, version) = await AddVersionAsync(client);
        var artifact = (await client.PostAsync("/artifacts", """{"name": "a"}""")).Text("id")!;
        var artifactVersion = (await client.PostAsync("/artifact_versions", Documents.ArtifactVersion(client, artifact))).Text("id")!;
        var link = Owned(client, $$"""
            "model": "{{model}}", "model_version": "{{version}}", "artifact_version": "{{artifactVersion}}", "is_model_artifact": true
            """);

        var made = await client.PostAsync($"/workspaces/default/model_versions/{version}/artifacts", link);
        var again = await client.PostAsync($"/workspaces/default/model_versions/{version}/artifacts", link);
        await client.PostAsync("/workspaces/default/run-metadata", Documents.Notes(
            client, version, "model_version", """{"k": 1.50}""", """{"k": "float"}"""));
        var shown = await client.GetAsync($"/model_versions/{version}");

        Assert.Equal((made.Text("id"), JsonValueKind.Object), (again.Text("id"), made.At("metadata").ValueKind));
        Assert.Equal(JsonValueKind.Null, again.At("metadata").ValueKind);
        Assert.Equal(artifactVersion, shown.Text("body.model_artifact_ids.a.1"));
        Assert.Equal("1.50", shown.At("metadata.run_metadata.k.body.value").GetRawText());
        Assert.Equal(version, shown.Text("metadata.run_metadata.k.metadata.resource_id"));
        Assert.Equal(0, shown.At("resources.services.total").GetInt32());
        Assert.Equal(JsonValueKind.Null, (await client.GetAsync("/model_versions?hydrate=true")).At("items.0.resources").ValueKind);
    }

    [Fact]
    public async Task A_stage_that_another_version_has_is_answered_500_unless_the_change_is_forced()
    {
        await using var client = await PythonClient.ConnectAsync();
        var (model, first) = await AddVersionAsync(client);
        var second = (await client.PostAsync(
            $"/workspaces/default/models/{model}/model_versions", Owned(client, $"\"model\": \"{model}\""))).Text("id")!;
        await client.PutAsync($"/model_versions/{first}", Stage(model, "production", force: false));

        var (status, body) = await client.SendAsync(
            HttpMethod.Put, $"/model_versions/{second}", Stage(model, "production", force: false));
        var forced = await client.PutAsync($"/model_versions/{second}", Stage(model, "production", force: true));

        Assert.Equal((HttpStatusCode.InternalServerError, "RuntimeError"), (status, body.Text("detail.0")));
        Assert.Equal("production", forced.Text("body.stage"));
        Assert.Equal("archived", (await client.GetAsync($"/model_versions/{first}")).Text("body.stage"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await client.SendAsync(HttpMethod.Put, $"/model_versions/{second}", Stage(model, "best", force: true))).Status);
    }

    [Fact]
    public async Task A_request_for_a_model_is_checked_in_the_order_of_the_contract()
    {
        await using var client = await PythonClient.ConnectAsync();
        await AddVersionAsync(client);
        var elsewhere = (await client.PostAsync("/workspaces", """{"name": "elsewhere", "description": ""}""")).Text("id");
        var other = Guid.NewGuid();
        (string Path, string Body, HttpStatusCode Status, string Class)[] cases =
        [
            ("/workspaces/no/models", Owned(client, "\"name\": \"\""), HttpStatusCode.NotFound, "KeyError"),
            (
                "/workspaces/default/models", $$"""{"user": "{{other}}", "workspace": "{{elsewhere}}", "name": ""}""",
                HttpStatusCode.Forbidden, "IllegalOperationError"),
            (
                "/workspaces/default/models", $$"""{"user": "{{other}}", "workspace": "{{client.Workspace}}", "name": ""}""",
                HttpStatusCode.Forbidden, "IllegalOperationError"),
            ("/workspaces/default/models", Owned(client, "\"name\": \"\""), HttpStatusCode.BadRequest, "ValueError"),
            ("/workspaces/default/models", Owned(client, "\"name\": \"churn\""), HttpStatusCode.Conflict, "EntityExistsError"),
            (
                "/workspaces/default/models/churn/model_versions", Owned(client, $"\"model\": \"{other}\", \"number\": 3"),
                HttpStatusCode.BadRequest, "ValueError"),
            (
                "/workspaces/default/models/churn/model_versions", Owned(client, $"\"model\": \"{other}\""),
                HttpStatusCode.NotFound, "KeyError"),
        ];
        foreach (var (path, body, expected, errorClass) in cases)
        {
            var (status, answer) = await client.SendAsync(HttpMethod.Post, path, body);
            Assert.True(status == expected, $"{path} {body} was answered with {(int)status}: {answer}");
            Assert.Equal(errorClass, answer.Text("detail.0"));
        }
    }

    [Fact]
    public async Task A_link_to_something_that_does_not_exist_is_answered_404_and_not_stored()
    {
        await using var client = await PythonClient.ConnectAsync();
        var (model, version) = await AddVersionAsync(client);
        var path = $"/workspaces/default/model_versions/{version}";
        var unknown = Guid.NewGuid();

        foreach (var (kind, field) in new[] { ("artifacts", "artifact_version"), ("runs", "pipeline_run") })
        {
            var (status, body) = await client.SendAsync(HttpMethod.Post, $"{path}/{kind}", Owned(
                client, $"\"model\": \"{model}\", \"model_version\": \"{version}\", \"{field}\": \"{unknown}\""));
            Assert.Equal((HttpStatusCode.NotFound, "KeyError"), (status, body.Text("detail.0")));
        }

        Assert.Equal(0, (await client.GetAsync("/model_version_artifacts")).At("total").GetInt32());
        Assert.Equal(0, (await client.GetAsync("/model_version_pipeline_runs")).At("total").GetInt32());
    }

    [Fact]
    public async Task A_tag_filter_takes_no_operator_and_an_empty_one_filters_nothing()
    {
        await using var client = await PythonClient.ConnectAsync();
        await client.PostAsync("/workspaces/default/models", Owned(client, "\"name\": \"a\", \"tags\": [\"x\"]"));

        foreach (var (query, total) in new[] { ("tag=x", 1), ("tag=contains:x", 0), ("tag=no:x", 0), ("tag=", 1), ("tag=y", 0) })
        {
            Assert.Equal(total, (await client.GetAsync($"/models?{query}")).At("total").GetInt32());
        }

        foreach (var bad in new[] { "/model_versions?number=gte:1", "/model_version_artifacts?only_model_artifacts=x" })
        {
            var (status, body) = await client.SendAsync(HttpMethod.Get, bad, null);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, JsonValueKind.Array), (status, body.ValueKind));
        }
    }

    [Fact]
    public async Task A_run_shows_the_model_version_that_its_configuration_names_until_that_is_deleted()
    {
        await using var client = await PythonClient.ConnectAsync();
        var (_, version) = await AddVersionAsync(client);
        var document = Documents.Deployment(client, null, "one").Replace(
            Documents.Configuration, $$$"""{"name": "tiny", "model": {"name": "churn", "model_version_id": "{{{version}}}"}}""",
            StringComparison.Ordinal).Replace(
            "\"name\": \"one\"", "\"name\": \"one\", \"model\": {\"name\": \"churn\", \"version\": 1}", StringComparison.Ordinal);
        var deployment = (await client.PostAsync("/workspaces/default/pipeline_deployments", document)).Text("id")!;
        var run = (await client.PostAsync("/workspaces/default/runs", Documents.Run(client, deployment, "r", "o"))).Text("id")!;
        var step = (await client.PostAsync("/steps", Documents.Step(client, run, deployment, "one"))).Text("id")!;

        foreach (var path in new[] { $"/runs/{run}", $"/steps/{step}" })
        {
            Assert.Equal(version, (await client.GetAsync(path)).Text("resources.model_version.id"));
            Assert.Equal(JsonValueKind.Null, (await client.GetAsync($"{path}?hydrate=false")).At("resources").ValueKind);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Delete, "/models/churn", null)).Status);
        foreach (var path in new[] { $"/runs/{run}", $"/steps/{step}" })
        {
            Assert.Equal(JsonValueKind.Null, (await client.GetAsync(path)).At("resources.model_version").ValueKind);
        }
    }

    private static async Task<(string Model, string Version)> AddVersionAsync(PythonClient client)
    {
        var model = (await client.PostAsync("/workspaces/default/models", Owned(client, "\"name\": \"churn\""))).Text("id")!;
        var version = await client.PostAsync("/workspaces/default/models/churn/model_versions", Owned(client, $"\"model\": \"{model}\""));
        return (model, version.Text("id")!);
    }

    private static string Stage(string model, string stage, bool force) =>
        $$"""{"model": "{{model}}", "stage": "{{stage}}", "force": {{(force ? "true" : "false")}} }""";

    private static string Owned(PythonClient client, string fields) =>
        $$"""{"user": "{{client.User}}", "workspace": "{{client.Workspace}}", {{fields}} }""";
}
