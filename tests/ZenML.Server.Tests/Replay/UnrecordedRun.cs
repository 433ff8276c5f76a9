using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Replay;

/// <summary>
/// The first run of "cachepipe", whose steps the recorded second run finds in the cache. The first run was not
/// recorded; it is reconstructed from the requests and responses of the second.
/// </summary>
internal sealed class UnrecordedRun(RunningServer server, SettableClock clock, Correspondence correspondence, string token)
{
    private const string Day = "2026-11-23T";
    private const string Run = "0f4bea7d-ca2c-4ffb-8417-2b230679c010";
    private const string Pipeline = "e84ad7f7-c826-4128-8c01-bf9d1473ef3c";

    private readonly IReadOnlyList<Exchange> second = Recordings.Read("pipeline_run_cached");
    private readonly ApiClient api = new(server.Client, token);

    /// <summary>Makes it.</summary>
    public async Task MakeAsync()
    {
        var deployment = Sent(11);
        var owner = new JsonObject { ["user"] = deployment["user"]!.DeepClone(), ["workspace"] = deployment["workspace"]!.DeepClone() };
        var workspace = "/api/v1/workspaces/" + deployment["workspace"];
        var pipeline = new JsonObject(owner.DeepClone().AsObject().Select(Copy))
        {
            ["name"] = "cachepipe",
            ["version"] = "1",
            ["version_hash"] = second[8].Query.First(pair => pair.Name == "version_hash").Value,
            ["docstring"] = null,
            ["spec"] = new JsonObject { ["version"] = "0.4", ["steps"] = new JsonArray() },
        };
        await SendAsync("18:32:03.480636", "POST", workspace + "/pipelines", pipeline, Pipeline);
        var deploymentId = await SendAsync("18:32:03.7", "POST", workspace + "/pipeline_deployments", deployment, recordedId: null);
        var run = Sent(13);
        run["name"] = "cachepipe-first";
        run["deployment"] = deploymentId;
        run["start_time"] = Day + "18:32:04.000001";
        await SendAsync("18:32:04", "POST", workspace + "/runs", run, Run);
        await AddStepAsync(owner, Sent(21), Found(20), deploymentId, "18:32:05.100338");
        await AddStepAsync(owner, Sent(25), Found(24), deploymentId, "18:32:06.303777");
    }

    private async Task AddStepAsync(JsonObject owner, JsonObject step, JsonObject found, string deployment, string completed)
    {
        var body = found["body"]!;
        var version = body["outputs"]!["output"]!;
        var artifact = version["body"]!["artifact"]!;
        var outputs = step["outputs"]!.DeepClone();
        step["status"] = "running";
        step["end_time"] = null;
        step["original_step_run_id"] = null;
        step["pipeline_run_id"] = Run;
        step["deployment"] = deployment;
        step["outputs"] = new JsonObject();
        step["parent_step_ids"] = new JsonArray();
        await SendAsync(Time(body), "POST", "/api/v1/steps", step, (string)found["id"]!);
        await SendAsync(Time(artifact["body"]!), "POST", "/api/v1/artifacts",
            new JsonObject { ["name"] = artifact["name"]!.DeepClone(), ["has_custom_name"] = false, ["tags"] = new JsonArray() },
            (string)artifact["id"]!);
        var newVersion = new JsonObject(
            owner.Select(Copy)) { ["artifact_id"] = artifact["id"]!
                .DeepClone(), ["has_custom_name"] = false, ["visualizations"] = new JsonArray() };
        newVersion["artifact_store_id"] = step["logs"]!["artifact_store_id"]!.DeepClone();
        foreach (var name in (string[])["version", "uri", "type", "materializer", "data_type", "tags"])
        {
            newVersion[name] = version["body"]![name]!.DeepClone();
        }

        await SendAsync(Time(version["body"]!), "POST", "/api/v1/artifact_versions", newVersion, (string)version["id"]!);
        await SendAsync(
            completed,
            "PUT",
            "/api/v1/steps/" + found["id"],
            new JsonObject { ["outputs"] = outputs, ["status"] = "completed", ["end_time"] = Day + completed },
            recordedId: null);
    }

    private async Task<string> SendAsync(string time, string method, string path, JsonObject body, string? recordedId)
    {
        clock.MoveTo(DateTimeOffset.Parse(Day + time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            correspondence.Write(writer, JsonSerializer.SerializeToElement(body));
        }

        var answer = await api.SendAsync(method, correspondence.TranslatePath(path), System.Text.Encoding.UTF8.GetString(stream.ToArray()));
        Assert.True(answer.Status == 200, $"{method} {path}: {answer.Status} {answer.Text}");
        if (recordedId is not null)
        {
            correspondence.Learn(Guid.Parse(recordedId), answer.Id);
        }

        return answer.Id.ToString();
    }

    private JsonObject Sent(int line) => JsonNode.Parse(second[line - 1].RequestBody.GetRawText())!.AsObject();

    private JsonObject Found(int line) => JsonNode.Parse(second[line - 1].ResponseBody.GetProperty("items")[0].GetRawText())!.AsObject();

    private static string Time(JsonNode body) => ((string)body["created"]!)[Day.Length..];

    private static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> property) =>
        new(property.Key, property.Value?.DeepClone());
}
