using ZenML.Core.Runs;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Pipelines;

namespace ZenML.Client.Tests.Pipelines;

[Collection(ProcessState.Collection)]
public class AddressPasswordRunTests : ClientTest
{
    private const string Address = "http://user:hunter2@host";

    [Fact]
    public async Task A_run_receives_complete_addresses_and_its_log_and_record_contain_no_password()
    {
        using var log = new StringWriter();
        await Client.Components.RegisterAsync(
            ComponentType.ArtifactStore, "minio", "s3", new()
            {
                ["path"] = "s3://b",
                ["client_kwargs"] = new ConfigurationMap { ["endpoint_url"] = Address, ["n"] = new ConfigurationList([1, "a"]) },
            }, cancellationToken: Token);
        var store = await Client.Components.GetAsync(ComponentType.ArtifactStore, "minio", cancellationToken: Token);
        var orchestrator = await Client.Components.GetAsync(ComponentType.Orchestrator, "default", cancellationToken: Token);
        await Client.Stacks.RegisterAsync("remote", [orchestrator, store], Token);
        await Client.Stacks.SetActiveAsync("remote", cancellationToken: Token);
        Assert.Equal(
            new ConfigurationSensitive(null) { DisplayText = "http://user:***@host" },
            ((ConfigurationMap)store.Configuration["client_kwargs"])["endpoint_url"]);
        string[] seen = [];

        var run = await Client.DefinePipeline("p", new() { ["database"] = "mysql://u:hunter3@db" }, new() { Log = log })
            .Step("s", async step =>
            {
                var artifacts = step.Stack[ComponentType.ArtifactStore];
                var whole = (ConfigurationMap)(await artifacts.FindValueAsync("client_kwargs", step.CancellationToken))!;
                seen =
                [
                    (await artifacts.GetAsync("client_kwargs.endpoint_url", step.CancellationToken)).Reveal(),
                    (await step.Settings.GetAsync("database", step.CancellationToken)).Reveal(),
                    ((ConfigurationSensitive)whole["endpoint_url"]).Value!.Reveal(),
                    ((ConfigurationNumber)((ConfigurationList)whole["n"])[0]).Digits,
                ];
                step.Log.WriteLine($"{string.Join(' ', seen)}, or hunter2 and hunter3 alone");
            })
            .RunAsync(Token);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal([Address, "mysql://u:hunter3@db", Address, "1"], seen);
        Assert.DoesNotContain("hunter", log.ToString(), StringComparison.Ordinal);
        var settings = (await Client.PipelineRuns.GetAsync(run.Name, cancellationToken: Token)).Settings;
        Assert.DoesNotContain(
            settings.Leaves(), leaf => leaf is ConfigurationText text && text.Text.Contains("hunter", StringComparison.Ordinal));
        Assert.Contains(new ConfigurationText("mysql://u:***@db"), settings.Leaves());
    }
}
