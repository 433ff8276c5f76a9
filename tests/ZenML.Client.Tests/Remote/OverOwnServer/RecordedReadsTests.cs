using ZenML.Core.Auditing;
using ZenML.Core.Querying;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Pipelines;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

/// <summary>The server records every read of a value, so its audit log shows which operations read none.</summary>
public sealed class RecordedReadsTests : ClientTest
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Theory]
    [InlineData(SecretValidationLevel.SecretExists)]
    [InlineData(SecretValidationLevel.SecretAndKeyExists)]
    public async Task D15_checks_read_no_value_and_a_run_reads_only_the_values_that_its_steps_use(SecretValidationLevel level)
    {
        await Client.Secrets.CreateAsync("s", new() { ["k"] = "v" }, cancellationToken: Token);
        var stack = await ActivateStackAsync(
            new() { ["tracking_uri"] = "http://127.0.0.1:5000", ["tracking_username"] = "{{s.k}}", ["tracking_password"] = "{{s.k}}" });
        await using var careful = Open(options => options with { ValidationLevel = level });

        Assert.True((await careful.Stacks.ValidateAsync(stack, cancellationToken: Token)).Passes);
        await careful.DefinePipeline("p", options: new PipelineOptions { Log = TextWriter.Null }).Step("s", _ => { }).RunAsync(Token);
        Assert.Empty(await ReadsAsync());

        await careful.DefinePipeline("p", options: new PipelineOptions { Log = TextWriter.Null })
            .Step(
                "s",
                async step => Assert.Equal(
                    "v", (await step.Stack[ComponentType.ExperimentTracker].GetAsync("tracking_username")).Reveal()))
            .RunAsync(Token);
        Assert.NotEmpty(await ReadsAsync());
    }

    private async Task<IReadOnlyList<AuditEvent>> ReadsAsync() =>
        (await Client.Audit.ListPageAsync(new ListQuery { ["resource_type"] = "secret", ["action"] = "read" }, Token)).Items;
}
