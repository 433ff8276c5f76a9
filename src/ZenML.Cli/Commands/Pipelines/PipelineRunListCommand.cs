using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying;
using ZenML.Core.Runs;

namespace ZenML.Cli.Commands.Pipelines;

/// <summary><c>zenml pipeline runs list</c>.</summary>
internal sealed class PipelineRunListCommand(CliContext context) : ListCommand<PipelineRun>(
    context,
    Example.Of(
        "List the pipeline runs of the active workspace, newest first.",
        "zenml pipeline runs list --status=failed --since 7d"),
    PipelineRunFields.All,
    newestFirst: true)
{
    private static readonly Presentation<PipelineRun> Presentation = new(
        "pipeline runs", PipelineRunData.Summary,
        [
            new("PIPELINE", run => run.Pipeline),
            new("RUN", run => run.Name),
            new("ID", run => run.Id.ToString(), IsId: true),
            new("STATUS", run => run.Status.ToWord()),
            new("STACK", run => run.Stack.Name),
            new("OWNER", run => run.User.Name),
        ]);

    protected override async Task<PageView<PipelineRun>> ReadAsync(
        ParseResult result, ListQuery query, CancellationToken cancellationToken) =>
        new(await Context.Client.PipelineRuns.ListPageAsync(query, withSteps: false, cancellationToken), Presentation);
}
