using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FirstPipeline;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Components;
using ZenML.Pipelines;

// With --stand-in ADDRESS, a small web server at that address takes the place of MLflow.
if (args is not ([] or ["--stand-in", _]))
{
    Console.Error.WriteLine("Usage: FirstPipeline [--stand-in http://127.0.0.1:5000]");
    return 2;
}

try
{
    await using var client = ZenClient.Open();
    double accuracy = 0;
    var pipeline = client.DefinePipeline("first_pipeline")
        .Step("train", step =>
        {
            accuracy = 0.93;
            step.Log.WriteLine("Trained a model.");
        })
        .Step("log_metric", step => LogMetricAsync(step, "accuracy", accuracy));

    await using var standIn = args is ["--stand-in", var address] ? new StandInTracker(address) : null;
    await pipeline.RunAsync();
    Console.Out.WriteLine(standIn is null ? "The metric is in MLflow." : $"The tracker received {standIn.Received}.");
    return 0;
}
catch (ZenException exception)
{
    Console.Error.WriteLine($"Error: {exception.Message}");
    return 1;
}

static async Task LogMetricAsync(StepContext step, string key, double value)
{
    var tracker = step.Stack[ComponentType.ExperimentTracker];
    var uri = await tracker.GetAsync("tracking_uri");
    var username = await tracker.GetAsync("tracking_username");
    var password = await tracker.GetAsync("tracking_password");

    using var mlflow = new HttpClient { BaseAddress = new Uri(uri.Reveal()) };
    var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username.Reveal()}:{password.Reveal()}"));
    mlflow.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);

    var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
    var run = await PostAsync(mlflow, "runs/create", new() { ["experiment_id"] = "0", ["start_time"] = now });
    var runId = run["run"]!["info"]!["run_id"]!.GetValue<string>();
    await PostAsync(mlflow, "runs/log-metric", new() { ["run_id"] = runId, ["key"] = key, ["value"] = value, ["timestamp"] = now });
    step.Log.WriteLine($"Logged {key} as {username.Reveal()}, password {password.Reveal()}.");
}

static async Task<JsonNode> PostAsync(HttpClient mlflow, string call, JsonObject body)
{
    using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
    using var response = await mlflow.PostAsync(new Uri($"api/2.0/mlflow/{call}", UriKind.Relative), content);
    response.EnsureSuccessStatusCode();
    return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
}
