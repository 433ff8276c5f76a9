using System.Text.Json.Nodes;

namespace ZenML.TestKit.Upstream;

/// <summary>The runs of the fake server.</summary>
internal sealed class UpstreamRuns(UpstreamData data, JsonObject caller)
{
    public JsonObject Create(string collection, JsonObject? workspace, JsonObject body)
    {
        workspace ??= data.Find("workspaces", body["workspace"]!.GetValue<string>());
        var copy = body.DeepClone().AsObject();
        copy.Remove("user");
        copy.Remove("workspace");
        copy.Remove("name");
        return collection switch
        {
            "pipelines" => Add(collection, body, workspace, new JsonObject { ["version"] = copy["version"]!.DeepClone() }, copy),
            "pipeline_deployments" => Add(collection, body, workspace, [], Nest(copy)),
            "runs" => CreateRun(workspace, body),
            _ => CreateStep(workspace, body),
        };
    }

    public JsonArray AddMetadata(JsonObject body)
    {
        var step = data.Find("steps", body["resource_id"]!.GetValue<string>());
        foreach (var (key, value) in body["values"]!.AsObject())
        {
            step["metadata"]!["run_metadata"]![key] = new JsonObject { ["body"] = new JsonObject { ["value"] = value?.DeepClone() } };
        }

        Refresh(step);
        return [];
    }

    public JsonObject Update(string collection, JsonObject row, JsonObject body)
    {
        row["body"]!["status"] = body["status"]!.DeepClone();
        row["metadata"]!["end_time"] = body["end_time"]?.DeepClone();
        if (collection == "steps")
        {
            Refresh(row);
        }

        data.Touch(row);
        return UpstreamData.Hydrated(row, true);
    }

    private JsonObject Add(string collection, JsonObject body, JsonObject workspace, JsonObject shown, JsonObject metadata) =>
        UpstreamData.Hydrated(data.Add(collection, body["name"]?.GetValue<string>(), caller, workspace, shown, metadata), true);

    /// <summary>Deployments are returned with their stack and pipeline.</summary>
    private JsonObject Nest(JsonObject deployment)
    {
        foreach (var (part, collection) in new[] { ("stack", "stacks"), ("pipeline", "pipelines") })
        {
            deployment[part] = UpstreamData.Hydrated(data.Find(collection, deployment[part]!.GetValue<string>()), false);
        }

        return deployment;
    }

    private JsonObject CreateRun(JsonObject workspace, JsonObject body)
    {
        var deployment = data.Find("pipeline_deployments", body["deployment"]!.GetValue<string>());
        var metadata = deployment["metadata"]!;
        return Add("runs", body, workspace,
            new JsonObject
            {
                ["status"] = body["status"]!.DeepClone(), ["deployment_id"] = deployment["id"]!.DeepClone(),
                ["stack"] = metadata["stack"]!.DeepClone(),
                ["pipeline"] = metadata["pipeline"]!.DeepClone(),
            },
            new JsonObject
            {
                ["steps"] = new JsonObject(), ["config"] = metadata["pipeline_configuration"]!
                    .DeepClone(), ["start_time"] = body["start_time"]?.DeepClone(),
                ["end_time"] = null, ["run_metadata"] = new JsonObject(),
            });
    }

    private JsonObject CreateStep(JsonObject workspace, JsonObject body)
    {
        var step = Add("steps", body, workspace,
            new JsonObject { ["status"] = body["status"]!.DeepClone(), ["inputs"] = new JsonObject(), ["outputs"] = new JsonObject() },
            new JsonObject
            {
                ["start_time"] = body["start_time"]!
                    .DeepClone(), ["end_time"] = null, ["pipeline_run_id"] = body["pipeline_run_id"]!.DeepClone(),
                ["run_metadata"] = new JsonObject(),
            });
        Refresh(step);
        return step;
    }

    /// <summary>Puts a step into its run, whose status follows from its steps.</summary>
    private void Refresh(JsonObject step)
    {
        var run = data.Find("runs", step["metadata"]!["pipeline_run_id"]!.GetValue<string>());
        run["metadata"]!["steps"]![UpstreamData.NameOf(step)] = UpstreamData.Hydrated(step, false);
        var statuses = run["metadata"]!["steps"]!.AsObject().Select(each => each.Value!["body"]!["status"]!.GetValue<string>()).ToArray();
        var deployment = data.Find("pipeline_deployments", run["body"]!["deployment_id"]!.ToString());
        var all = deployment["metadata"]!["step_configurations"]!.AsObject().Count;
        run["body"]!["status"] = statuses.Contains("failed")
            ? "failed"
            : statuses.Contains("running") || statuses.Length < all
            ? "running"
            : "completed";
        run["metadata"]!["end_time"] =
            run["body"]!["status"]!.GetValue<string>() == "running" ? null : step["metadata"]!["end_time"]?.DeepClone();
    }
}
