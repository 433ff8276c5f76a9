using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Pipelines;

namespace ZenML.Client.Tests.Documentation;

/// <summary>
/// The examples of <c>docs/pipelines.md</c>, unchanged, with the code between them that makes them run.
/// </summary>
internal static class PipelineSnippets
{
    public static async Task RunAsync(ZenClient client)
    {
        await client.Secrets.CreateAsync("api_secret", new() { ["url"] = "https://api.example", ["password"] = "abc123" });

        Pipeline pipeline = client.DefinePipeline("train", new() { ["endpoint"] = "{{api_secret.url}}" })
            .Step("load", LoadAsync)
            .Step("fit", step => step.Log.WriteLine("Fitting."), new() { ["epochs"] = 5 });
        PipelineRun run = await pipeline.RunAsync();
        Assert.Equal(RunStatus.Completed, run.Status);

        static async Task LoadAsync(StepContext step)
        {
            Secret secret = await step.Client.Secrets.GetAsync("api_secret");
            SensitiveString endpoint = await step.Settings.GetAsync("endpoint");
            await AuthenticateAsync(endpoint.Reveal(), secret["password"].Reveal(), step.CancellationToken);
            step.Log.WriteLine("Logged in.");
        }

        ConfigurationMap settings = new()
        {
            ["database"] = new ConfigurationMap
            {
                ["user"] = "admin",
                ["hosts"] = new ConfigurationList(["db-1.example", new ConfigurationMap { ["password"] = "{{api_secret.password}}" }]),
            },
        };
        Pipeline nested = client.DefinePipeline("nested", settings).Step("connect", async step =>
        {
            SensitiveString user = await step.Settings.GetAsync("database.user");
            SensitiveString password = await step.Settings.GetAsync("database.hosts[1].password");
            step.Log.WriteLine($"{user.Reveal()} connects with {password.Reveal()}.");
        });
        await nested.RunAsync();

        await foreach (PipelineRun each in client.PipelineRuns.ListAsync(new ListQuery { ["status"] = "failed" }))
        {
            Console.Out.WriteLine(
                $"{each.Name} on {each.Stack.Name}: {string.Join(", ", each.Steps.Select(step => $"{step.Name} {step.Status}"))}");
        }

        var quiet = client.DefinePipeline("quiet", options: new PipelineOptions { Log = TextWriter.Null });
        await quiet.Step("s", _ => { }).RunAsync();
    }

    private static Task AuthenticateAsync(string endpoint, string password, CancellationToken cancellationToken)
    {
        Assert.Equal("https://api.example/abc123", $"{endpoint}/{password}");
        return Task.Delay(TimeSpan.Zero, cancellationToken);
    }
}
