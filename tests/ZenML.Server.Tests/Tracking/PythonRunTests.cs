using System.Text.Json;

namespace ZenML.Server.Tests.Tracking;

/// <summary>A whole run of a two-step pipeline, request by request, as a Python client of version 0.58.0 makes it.</summary>
public sealed class PythonRunTests
{
    [Fact]
    public async Task A_run_of_two_steps_is_recorded_from_registration_to_its_end()
    {
        await using var client = await PythonClient.ConnectAsync();
        var scope = $"scope_workspace={client.Workspace}";

        // The client looks for this version of the pipeline, then for any, and registers it.
        Assert.Equal(
            0,
            (await client.GetAsync($"/pipelines?hydrate=False&sort_by=desc:created&size=1&{scope}&name=tiny&version_hash=6042a3"))
                .At("total").GetInt32());
        Assert.Equal(
            1,
            (await client.GetAsync($"/pipelines?hydrate=False&sort_by=desc:created&size=1&{scope}&name=tiny"))
                .At("total_pages").GetInt32());
        var pipeline = await client.PostAsync($"/workspaces/{client.Workspace}/pipelines", Documents.Pipeline(client));
        JsonAssert.SameDocument(Documents.Spec, pipeline.At("metadata.spec"));
        Assert.Equal(
            (0, "1", "default"),
            (pipeline.At("body.status").GetArrayLength(), pipeline.Text("body.version"), pipeline.Text("body.user.name")));
        var pipelineId = pipeline.Text("id")!;

        var deployment = await client.PostAsync(
            $"/workspaces/default/pipeline_deployments", Documents.Deployment(client, pipelineId, "two", "one"));
        var deploymentId = deployment.Text("id")!;
        Assert.DoesNotContain("name", deployment.Keys());
        Assert.Equal(["two", "one"], deployment.At("metadata.step_configurations").Keys());
        JsonAssert.SameDocument(Documents.Configuration, deployment.At("metadata.pipeline_configuration"));
        JsonAssert.SameDocument(Documents.StepConfiguration("one"), deployment.At("metadata.step_configurations.one.config"));
        Assert.Equal(
            (client.Stack, pipelineId, JsonValueKind.Null),
            (deployment.Text("metadata.stack.id"), deployment.Text("metadata.pipeline.id"), deployment.At("metadata.build").ValueKind));

        var placeholder = await client.PostAsync(
            $"/workspaces/{client.Workspace}/runs",
            Documents.Run(client, deploymentId, "tiny-1", null, "initializing"));
        Assert.Equal(("initializing", "2026-11-23T18:31:06.463198", JsonValueKind.Null),
            (placeholder.Text("body.status"), placeholder.Text("metadata.start_time"), placeholder.At("resources").ValueKind));
        JsonAssert.SameDocument(Documents.Environment, placeholder.At("metadata.client_environment"));
        Assert.Equal("initializing", placeholder.Text("body.pipeline.body.status.0"));
        var runId = placeholder.Text("id")!;

        // Each step begins with the run that the orchestrator knows.
        var adopted = await client.PostAsync(
            $"/workspaces/{client.Workspace}/runs/get-or-create",
            Documents.Run(client, deploymentId, "tiny-2", "o1", started: "2026-11-23T18:31:09"));
        Assert.True(adopted.At("1").GetBoolean());
        Assert.Equal((runId, "tiny-1", "running", "2026-11-23T18:31:06.463198", "o1"),
            (
                adopted.Text("0.id"),
                adopted.Text("0.name"),
                adopted.Text("0.body.status"),
                adopted.Text("0.metadata.start_time"),
                adopted.Text("0.metadata.orchestrator_run_id")));
        Assert.Equal(0, (await client.GetAsync($"/steps?hydrate=False&{scope}&pipeline_run_id={runId}")).At("total").GetInt32());
        var one = await client.PostAsync("/steps", Documents.Step(client, runId, deploymentId, "one"));
        JsonAssert.SameDocument(Documents.StepSpec("one"), one.At("metadata.spec"));
        JsonAssert.SameDocument(Documents.StepConfiguration("one"), one.At("metadata.config"));
        Assert.Equal(("/logs/one.log", "def one():\n    pass\n", deploymentId),
            (one.Text("metadata.logs.body.uri"), one.Text("metadata.source_code"), one.Text("metadata.deployment_id")));

        var version = await SaveOutputAsync(client, "tiny::one::output");
        var ended = await client.PutAsync(
            $"/steps/{one.Text("id")}",
            $$"""{"outputs": {"output": "{{version}}"}, "status": "completed", "end_time": "2026-11-23T18:31:08.290918"}""");
        Assert.Equal(("completed", runId, "1", "2026-11-23T18:31:08.290918"),
            (ended.Text("body.status"), ended.Text("body.outputs.output.body.producer_pipeline_run_id"),
            ended.Text("body.outputs.output.body.artifact.body.latest_version_name"), ended.Text("metadata.end_time")));
        Assert.Equal(JsonValueKind.Null, ended.At("body.outputs.output.metadata").ValueKind);
        JsonAssert.SameDocument(Documents.Source, ended.At("body.outputs.output.body.materializer"));

        var again = await client.PostAsync(
            $"/workspaces/{client.Workspace}/runs/get-or-create", Documents.Run(client, deploymentId, "tiny-3", "o1"));
        Assert.False(again.At("1").GetBoolean());
        Assert.Equal(("running", adopted.Text("0.body.updated"), "completed"),
            (again.Text("0.body.status"), again.Text("0.body.updated"), again.Text("0.metadata.steps.one.body.status")));
        var steps = await client.GetAsync($"/steps?hydrate=False&{scope}&pipeline_run_id={runId}");
        Assert.Equal((version, JsonValueKind.Null), (steps.Text("items.0.body.outputs.output.id"), steps.At("items.0.metadata").ValueKind));

        var two = await client.PostAsync("/steps", Documents.Step(
            client, runId, deploymentId, "two", inputs: $$"""{"x": "{{version}}"}""", parents: $"[\"{one.Text("id")}\"]"));
        Assert.Equal((version, one.Text("id")), (two.Text("body.inputs.x.id"), two.Text("metadata.parent_step_ids.0")));
        var second = await SaveOutputAsync(client, "tiny::two::output");
        await client.PutAsync(
            $"/steps/{two.Text("id")}",
            $$"""{"outputs": {"output": "{{second}}"}, "status": "completed", "end_time": "2026-11-23T18:31:09.546849"}""");

        var run = await client.GetAsync($"/runs/{runId}?hydrate=True");
        Assert.Equal(("completed", "completed"), (run.Text("body.status"), run.Text("body.pipeline.body.status.0")));
        Assert.NotNull(run.Text("metadata.end_time"));
        Assert.Equal(["one", "two"], run.At("metadata.steps").Keys());
        Assert.Equal(version, run.Text("metadata.steps.two.body.inputs.x.id"));
        JsonAssert.SameDocument("""{"model_version": null}""", run.At("resources"));
        JsonAssert.SameDocument(Documents.Environment, run.At("metadata.orchestrator_environment"));
    }

    [Fact]
    public async Task A_second_run_takes_every_step_from_the_cache()
    {
        await using var client = await PythonClient.ConnectAsync();
        var pipeline = (await client.PostAsync($"/workspaces/{client.Workspace}/pipelines", Documents.Pipeline(client))).Text("id")!;
        var (firstRun, firstDeployment) = await BeginAsync(client, pipeline, "first");
        var original = (await client.PostAsync("/steps", Documents.Step(client, firstRun, firstDeployment, "one"))).Text("id")!;
        var version = await SaveOutputAsync(client, "tiny::one::output");
        await client.PutAsync($"/steps/{original}", $$"""{"outputs": {"output": "{{version}}"}, "status": "completed"}""");

        var (run, deployment) = await BeginAsync(client, pipeline, "second");
        var hit = await client.GetAsync(
            "/steps?hydrate=False&sort_by=desc:created&size=1&cache_key=key-one&status=completed"
                + $"&workspace_id={client.Workspace}&scope_workspace={client.Workspace}");
        Assert.Equal((original, version), (hit.Text("items.0.id"), hit.Text("items.0.body.outputs.output.id")));
        var cached = await client.PostAsync("/steps", Documents.Step(
            client, run, deployment, "one", "cached", outputs: $$"""{"output": "{{version}}"}""", original: original));

        Assert.Equal(("cached", original, firstRun), (cached.Text("body.status"), cached.Text("metadata.original_step_run_id"),
            cached.Text("body.outputs.output.body.producer_pipeline_run_id")));
        Assert.Equal("completed", (await client.GetAsync($"/runs/{run}")).Text("body.status"));
        JsonAssert.SameDocument("""["completed", "completed"]""", (await client.GetAsync("/pipelines?size=1")).At("items.0.body.status"));
    }

    [Fact]
    public async Task A_run_fails_when_one_of_its_steps_fails()
    {
        await using var client = await PythonClient.ConnectAsync();
        var (run, deployment) = await BeginAsync(client, null, "failing");
        var step = (await client.PostAsync("/steps", Documents.Step(client, run, deployment, "one"))).Text("id")!;

        await client.PutAsync($"/steps/{step}", """{"status": "failed", "end_time": "2026-11-23T18:33:11.390628"}""");
        Assert.Equal("failed", (await client.GetAsync($"/runs/{run}?hydrate=False")).Text("body.status"));
        var updated = await client.PutAsync($"/runs/{run}", """{"status": "failed", "end_time": "2026-11-23T18:33:11.844531"}""");

        Assert.Equal(("failed", "2026-11-23T18:33:11.844531"), (updated.Text("body.status"), updated.Text("metadata.end_time")));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (updated.At("body.pipeline").ValueKind, updated.At("resources").ValueKind));
    }

    private static async Task<(string Run, string Deployment)> BeginAsync(PythonClient client, string? pipeline, string name)
    {
        var deployment =
            (await client.PostAsync($"/workspaces/{client.Workspace}/pipeline_deployments", Documents.Deployment(client, pipeline, "one")))
                .Text("id")!;
        var answer = await client.PostAsync(
            $"/workspaces/{client.Workspace}/runs/get-or-create", Documents.Run(client, deployment, name, $"o-{name}"));
        Assert.True(answer.At("1").GetBoolean());
        return (answer.Text("0.id")!, deployment);
    }

    private static async Task<string> SaveOutputAsync(PythonClient client, string name)
    {
        Assert.Equal(0, (await client.GetAsync($"/artifacts?hydrate=False&name={Uri.EscapeDataString(name)}")).At("total").GetInt32());
        var artifact = await client.PostAsync("/artifacts", $$"""{"name": "{{name}}", "has_custom_name": false, "tags": []}""");
        Assert.Equal((name, JsonValueKind.Null), (artifact.Text("name"), artifact.At("body.latest_version_id").ValueKind));
        Assert.Equal(0, (await client.GetAsync(
            $"/artifact_versions?sort_by=desc:version_number&size=1&name={Uri.EscapeDataString(name)}"
                + $"&only_unused=False&scope_workspace={client.Workspace}")).At("total").GetInt32());
        var version = await client.PostAsync("/artifact_versions", Documents.ArtifactVersion(client, artifact.Text("id")!));
        var id = version.Text("id")!;
        Assert.DoesNotContain("name", version.Keys());
        Assert.Equal(
            (id, JsonValueKind.Null),
            (version.Text("body.artifact.body.latest_version_id"), version.At("body.producer_pipeline_run_id").ValueKind));

        var notes = await client.PostAsync($"/workspaces/{client.Workspace}/run-metadata", Documents.Notes(
            client, id, "artifact_version", """{"storage_size": 1, "shape": [2, 3.0]}""",
            """{"storage_size": "StorageSize", "shape": "tuple"}"""));
        Assert.Equal([("storage_size", "1", "StorageSize"), ("shape", "[2,3.0]", "tuple")],
            notes.EnumerateArray().Select(note => (note.Text("body.key")!, note.At("body.value").GetRawText(), note.Text("body.type")!)));
        Assert.Equal((id, "artifact_version"), (notes.Text("0.metadata.resource_id"), notes.Text("0.metadata.resource_type")));
        return id;
    }
}
