using ZenML.Core.Errors;
using ZenML.Core.Runs;
using ZenML.Core.Stacks.Components;
using ZenML.Pipelines;

namespace ZenML.Client.Tests.Pipelines;

[Collection(ProcessState.Collection)]
public class PipelineFailureTests : ClientTest
{
    private readonly StringWriter log = new();

    private PipelineOptions Logged => new() { Log = log };

    [Fact]
    public async Task A_step_that_throws_fails_the_run_and_later_steps_do_not_run()
    {
        var ran = false;
        var pipeline = Client.DefinePipeline("p", options: Logged)
            .Step("good", _ => { })
            .Step("bad", _ => throw new InvalidOperationException("no luck"))
            .Step("never", _ => ran = true);

        var error = await Assert.ThrowsAsync<ZenException>(() => pipeline.RunAsync(Token));
        var run = await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token);

        Assert.Equal(ErrorCode.StepFailed, error.Code);
        Assert.Equal("The step 'bad' failed with InvalidOperationException: no luck", error.Message);
        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.False(ran);
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.NotNull(run.Ended);
        Assert.Equal([RunStatus.Completed, RunStatus.Failed, RunStatus.Initializing], run.Steps.Select(step => step.Status));
        Assert.Equal("InvalidOperationException", run.Steps[1].Error);
        Assert.Contains("no luck", log.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($"Run '{run.Name}' has failed.", log.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_from_a_step_is_passed_on_without_values()
    {
        await Client.Secrets.CreateAsync("s", new() { ["password"] = "abc123" }, cancellationToken: Token);
        var pipeline = Client.DefinePipeline("p", options: Logged).Step("bad", async step =>
        {
            var password = (await step.Client.Secrets.GetAsync("s"))["password"].Reveal();
            throw new InvalidOperationException("outside", new ArgumentException($"cannot log in with {password}"));
        });

        var error = await Assert.ThrowsAsync<ZenException>(() => pipeline.RunAsync(Token));

        Assert.DoesNotContain("abc123", error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
        Assert.DoesNotContain("abc123", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("cannot log in with ***", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_is_recorded_as_failed()
    {
        using var source = new CancellationTokenSource();
        var pipeline = Client.DefinePipeline("p", options: Logged)
            .Step("waits", async step =>
            {
                await source.CancelAsync();
                await Task.Delay(Timeout.Infinite, step.CancellationToken);
            });

        await Assert.ThrowsAsync<OperationCanceledException>(() => pipeline.RunAsync(source.Token));
        var run = await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token);

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal("TaskCanceledException", run.Steps[0].Error);
        Assert.EndsWith($"Run '{run.Name}' was cancelled.", log.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_between_steps_is_recorded_as_failed()
    {
        using var source = new CancellationTokenSource();
        var pipeline = Client.DefinePipeline("p", options: Logged).Step("first", _ => source.Cancel()).Step("second", _ => { });

        await Assert.ThrowsAsync<OperationCanceledException>(() => pipeline.RunAsync(source.Token));
        var run = await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token);

        Assert.EndsWith($"Run '{run.Name}' was cancelled.", log.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal([RunStatus.Completed, RunStatus.Initializing], run.Steps.Select(step => step.Status));
    }

    [Fact]
    public async Task A_run_is_recorded_as_failed_when_its_log_cannot_be_written()
    {
        var closed = new StreamWriter(new MemoryStream());
        await closed.DisposeAsync();
        var pipeline = Client.DefinePipeline("p", options: new PipelineOptions { Log = closed }).Step("s", _ => { });

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pipeline.RunAsync(Token));

        Assert.Equal(RunStatus.Failed, (await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token)).Status);
    }

    [Fact]
    public async Task A_stack_whose_orchestrator_runs_elsewhere_is_rejected()
    {
        var standard = await Client.Stacks.GetAsync("default", cancellationToken: Token);
        var elsewhere = await Client.Components.RegisterAsync(
            ComponentType.Orchestrator, "elsewhere", "local_docker", cancellationToken: Token);
        await Client.Stacks.RegisterAsync("docker", [standard.Find(ComponentType.ArtifactStore)!, elsewhere], Token);
        await Client.Stacks.SetActiveAsync("docker", cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ZenException>(
            () => Client.DefinePipeline("p", options: Logged).Step("s", _ => { }).RunAsync(Token));

        Assert.Equal(ErrorCode.NotAllowed, error.Code);
    }

    [Fact]
    public async Task A_pipeline_needs_steps_with_unique_names()
    {
        var pipeline = Client.DefinePipeline("p", options: Logged);

        Assert.Equal(ErrorCode.InvalidArgument, (await Assert.ThrowsAsync<ZenException>(() => pipeline.RunAsync(Token))).Code);
        pipeline.Step("s", _ => { });
        Assert.Equal(ErrorCode.AlreadyExists, Assert.Throws<ZenException>(() => pipeline.Step("s", _ => { })).Code);
        Assert.Equal(ErrorCode.InvalidArgument, Assert.Throws<ZenException>(() => pipeline.Step(" ", _ => { })).Code);
        Assert.Equal(ErrorCode.InvalidArgument, Assert.Throws<ZenException>(() => Client.DefinePipeline("")).Code);
    }
}
