using Quickstart;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Pipelines;

// The example uses a folder of its own and deletes it at the end, so it neither reads nor changes secrets that you already have.
var folder = Directory.CreateTempSubdirectory("zenml-quickstart-").FullName;
try
{
    var options = new ZenClientOptions { ConfigPath = folder, OnWarning = warning => Say($"  warning: {warning}") };
    await using var client = ZenClient.Open(options);
    await RunScenarioAsync(client, breakSecret: args.Contains("--break"));
    return 0;
}
catch (ZenException exception)
{
    Console.Error.WriteLine($"{exception.Code}: {exception.Message}");
    return 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
    Say($"Deleted {folder}");
}

static async Task RunScenarioAsync(ZenClient client, bool breakSecret)
{
    Say("1. Create a secret for the workspace, and one with the same name that only you can see");
    await client.Secrets.CreateAsync("my_secret", new() { ["username"] = "admin", ["password"] = "abc123" });
    await client.Secrets.CreateAsync("my_secret", new() { ["username"] = "me", ["password"] = "only-mine-456" }, SecretScope.User);
    await foreach (var info in client.Secrets.ListAsync())
    {
        Say($"  {info.Name} ({info.Scope}): {string.Join(", ", info.Keys)}");
    }

    Say("2. Register an MLflow experiment tracker that refers to a secret");
    await client.Secrets.CreateAsync("mlflow_secret", new() { ["username"] = "admin" });
    var tracker = await client.Components.RegisterAsync(ComponentType.ExperimentTracker, "mlflow", "mlflow", new()
    {
        ["tracking_uri"] = "http://127.0.0.1:5000",
        ["tracking_username"] = "{{mlflow_secret.username}}",
        ["tracking_password"] = "{{mlflow_secret.password}}",
    });

    Say("3. Register a stack with it and make that stack active");
    var standard = await client.Stacks.GetAsync("default");
    await client.Stacks.RegisterAsync("production", [.. standard.Components, tracker]);
    var stack = await client.Stacks.SetActiveAsync("production");
    Say($"  {stack.Name}: {string.Join(", ", stack.Components.Select(component => $"{component.Type} {component.Name}"))}");

    Say("4. Validate the stack; the secret has no password yet");
    var early = await client.Stacks.ValidateAsync(stack);
    Say(early.Passes ? "  All references resolve." : Indent(early.Explain()));

    Say("5. Add the password and validate again");
    await client.Secrets.UpdateAsync("mlflow_secret", new SecretUpdate { Set = new() { ["password"] = "mlflow-pass-789" } });
    (await client.Stacks.ValidateAsync(stack)).EnsurePasses();
    Say("  All references resolve.");

    if (breakSecret)
    {
        Say("   --break: remove the user name again, so that the run fails before its first step");
        await client.Secrets.UpdateAsync("mlflow_secret", new SecretUpdate { Remove = ["username"] });
    }

    Say("6. Run a pipeline; its steps use the secrets, and its log does not show them");
    var pipeline = client
        .DefinePipeline("train", new() { ["api_password"] = "{{my_secret.password}}" }, new PipelineOptions { Log = Console.Out })
        .Step("load_secret", LoadSecretAsync)
        .Step("track", TrackAsync, new() { ["experiment"] = "quickstart" });
    await pipeline.RunAsync();

    Say("7. Show what was recorded");
    await foreach (var run in client.PipelineRuns.ListAsync())
    {
        Say($"  {run.Name}: {run.Status} on the stack '{run.Stack.Name}'");
        foreach (var step in run.Steps)
        {
            Say($"    {step.Name}: {step.Status}");
        }
    }
}

// A step is an ordinary method.
static async Task LoadSecretAsync(StepContext step)
{
    var secret = await step.Client.Secrets.GetAsync("my_secret");
    var session = SomeApi.Authenticate(secret["username"].Reveal(), secret["password"].Reveal());
    step.Log.WriteLine($"  Logged in as '{session.User}' with the password '{secret["password"].Reveal()}'.");
    Console.Out.WriteLine($"  The console is masked too: {secret["password"].Reveal()}");
}

static async Task TrackAsync(StepContext step)
{
    var tracker = step.Stack[ComponentType.ExperimentTracker];
    var password = await tracker.GetAsync("tracking_password");
    var experiment = await step.Settings.GetAsync("experiment");
    step.Log.WriteLine($"  {tracker.Name}: experiment '{experiment.Reveal()}', password '{password.Reveal()}'.");
}

static string Indent(string text) => string.Join(Environment.NewLine, text.Split(Environment.NewLine).Select(line => $"  {line}"));

static void Say(string text) => Console.Out.WriteLine(text);
