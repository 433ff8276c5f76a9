using ZenML.Core.Errors;
using ZenML.Core.Runs;
using ZenML.Core.Stacks.Components;
using ZenML.Pipelines;
using ZenML.Pipelines.Orchestrators;

namespace ZenML.Client.Tests.Pipelines;

/// <summary>Orchestrators that a program registers.</summary>
[Collection(ProcessState.Collection)]
public sealed class OrchestratorTests : ClientTest
{
    private readonly StringWriter log = new();

    [Fact]
    public async Task A_registered_orchestrator_runs_pipelines_on_stacks_with_its_flavor()
    {
        await ActivateOrchestratorAsync("local_docker");
        await Client.Secrets.CreateAsync("s", new() { ["k"] = "the-value" }, cancellationToken: Token);
        var order = new List<string>();
        var backwards = new Orchestrator("local_docker", async (run, token) =>
        {
            await run.Log.WriteLineAsync("Mine: the-value");
            foreach (var step in run.Steps.Reverse())
            {
                await run.RunStepAsync(step, token);
            }
        });

        var record = await Define(backwards)
            .Step("first", step => order.Add(step.Name))
            .Step("second", async step =>
            {
                order.Add(step.Name);
                step.Log.WriteLine((await step.Settings.GetAsync("v", Token)).Reveal());
            }, new() { ["v"] = "{{s.k}}" })
            .RunAsync(Token);

        Assert.Equal(["second", "first"], order);
        Assert.Equal(RunStatus.Completed, record.Status);
        Assert.Equal("mine", record.Stack.Name);
        Assert.Contains("Mine: ***", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("the-value", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_orchestrator_takes_precedence_over_the_local_one()
    {
        var ran = false;
        var own = new Orchestrator("local", async (run, token) =>
        {
            ran = true;
            await run.RunStepAsync("s", token);
        });

        await Define(own).Step("s", _ => { }).RunAsync(Token);

        Assert.True(ran);
    }

    [Fact]
    public async Task A_registered_orchestrator_of_another_flavor_does_not_run_the_pipeline()
    {
        await ActivateOrchestratorAsync("local_docker");
        var other = new Orchestrator("other", (_, _) => throw new InvalidOperationException("It was chosen."));

        var error = await Assert.ThrowsAsync<ZenException>(() => Define(other).Step("s", _ => { }).RunAsync(Token));

        Assert.Equal(ErrorCode.NotAllowed, error.Code);
        Assert.Equal(
            "The orchestrator 'mine' of the stack 'mine' has the flavor 'local_docker'. Pipelines can run only in this process for now, "
            + "with an orchestrator of the flavor 'local'. To set one: zenml stack update mine -o default",
            error.Message);
    }

    [Fact]
    public async Task A_run_whose_orchestrator_throws_is_recorded_as_failed()
    {
        var broken = new Orchestrator("local", (_, _) => throw new IOException("no machine"));

        await Assert.ThrowsAsync<IOException>(() => Define(broken).Step("s", _ => { }).RunAsync(Token));

        var run = await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token);
        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Fact]
    public async Task A_run_whose_orchestrator_forgets_a_step_is_recorded_as_failed()
    {
        var forgetful = new Orchestrator("local", (run, token) => run.RunStepAsync("first", token));
        var pipeline = Define(forgetful).Step("first", _ => { }).Step("second", _ => { });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.RunAsync(Token));

        Assert.Equal("The orchestrator 'local' did not run these steps: second.", error.Message);
        var run = await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token);
        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Fact]
    public async Task An_orchestrator_cannot_run_a_step_that_the_pipeline_does_not_have()
    {
        var wrong = new Orchestrator("local", (run, token) => run.RunStepAsync("other", token));

        await Assert.ThrowsAsync<ArgumentException>(() => Define(wrong).Step("s", _ => { }).RunAsync(Token));
    }

    private Pipeline Define(IOrchestrator orchestrator) =>
        Client.DefinePipeline("p", options: new PipelineOptions { Log = log, Orchestrators = [orchestrator] });

    private async Task ActivateOrchestratorAsync(string flavor)
    {
        var standard = await Client.Stacks.GetAsync("default", cancellationToken: Token);
        var component = await Client.Components.RegisterAsync(ComponentType.Orchestrator, "mine", flavor, cancellationToken: Token);
        await Client.Stacks.RegisterAsync("mine", [standard.Find(ComponentType.ArtifactStore)!, component], Token);
        await Client.Stacks.SetActiveAsync("mine", cancellationToken: Token);
    }

    private sealed class Orchestrator(string flavor, Func<OrchestratedRun, CancellationToken, Task> run) : IOrchestrator
    {
        public string Flavor => flavor;

        public Task RunAsync(OrchestratedRun orchestrated, CancellationToken cancellationToken) => run(orchestrated, cancellationToken);
    }
}
