using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Pipelines;

try
{
    await using var client = ZenClient.Open();
    var pipeline = client.DefinePipeline("small", new() { ["password"] = "{{first_secret.password}}" })
        .Step("log in", async step =>
        {
            var password = await step.Settings.GetAsync("password");
            step.Log.WriteLine($"Logged in with {password.Reveal()}.");
        });
    await pipeline.RunAsync();
    return 0;
}
catch (ZenException exception)
{
    // What is missing, or which step failed and why. It never contains a value.
    Console.Error.WriteLine($"Error: {exception.Message}");
    return 1;
}
