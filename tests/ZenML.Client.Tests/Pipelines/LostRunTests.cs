using ZenML.Core.Runs;
using ZenML.Pipelines;

namespace ZenML.Client.Tests.Pipelines;

/// <summary>
/// Runs in the local store whose process was killed. A client that is closed during a run leaves the same state.
/// </summary>
[Collection(ProcessState.Collection)]
public sealed class LostRunTests : ClientTest
{
    private string Leases => Path.Combine(Folder, "zenml-dotnet.runs");

    [Fact]
    public async Task A_run_whose_process_is_gone_fails_with_the_step_that_was_running()
    {
        await LoseRunAsync();

        var run = await Client.PipelineRuns.ListAsync(new() { ["status"] = "failed" }, Token).SingleAsync(Token);

        Assert.NotNull(run.Ended);
        Assert.Equal([RunStatus.Failed, RunStatus.Initializing], run.Steps.Select(step => step.Status));
        Assert.Empty(Directory.EnumerateFiles(Leases));
    }

    [Fact]
    public async Task A_run_in_progress_in_another_client_is_left_alone()
    {
        using var log = new StringWriter();
        await using var other = Open();
        PipelineRun? seen = null;

        await other.DefinePipeline("p", options: new PipelineOptions { Log = log })
            .Step("s", async _ => seen = await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token)).RunAsync(Token);

        Assert.Equal(RunStatus.Running, seen!.Status);
        Assert.Equal(RunStatus.Completed, (await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token)).Status);
        Assert.Empty(Directory.EnumerateFiles(Leases));
    }

    [Fact]
    public async Task A_lease_that_outlives_its_run_changes_nothing()
    {
        using var log = new StringWriter();
        await Client.DefinePipeline("p", options: new PipelineOptions { Log = log }).Step("s", _ => { }).RunAsync(Token);
        var run = await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token);
        await File.WriteAllTextAsync(Path.Combine(Leases, $"{run.Workspace.Id.Value:N}_{run.Id.Value:N}.run"), "", Token);

        Assert.Equal(RunStatus.Completed, (await Client.PipelineRuns.ListAsync(cancellationToken: Token).SingleAsync(Token)).Status);
        Assert.Empty(Directory.EnumerateFiles(Leases));
    }

    private async Task LoseRunAsync()
    {
        var connection = OpenConnection();
        var services = await connection.OpenAsync(Token);
        var stack = await Client.Stacks.GetActiveAsync(Token);
        var run = await services.PipelineRuns.BeginAsync(
            new NewPipelineRun(stack.Workspace.Id, "p", new(stack.Id, stack.Name), ["one", "two"], []), Token);
        await services.PipelineRuns.StartStepAsync(run.Id, "one", Token);
        await connection.DisposeAsync();
    }
}
