using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Runs;

namespace ZenML.Cli.Commands.Pipelines;

/// <summary><c>zenml pipeline runs list</c>.</summary>
internal sealed class PipelineRunListCommand : Command
{
    public PipelineRunListCommand(CliContext context)
        : base("list", Example.Of("List the pipeline runs of the active workspace.", "zenml pipeline runs list --sort_by=desc:created --status=failed"))
    {
        var options = new ListOptions(this, PipelineRunFields.All);
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var page = await context.Client.PipelineRuns.ListPageAsync(options.Read(result), withSteps: false, cancellationToken);
            Listing.Write(
                context.Writer, result.GetFormat(output), page, "pipeline runs", PipelineRunData.Summary,
                [new("PIPELINE"), new("RUN"), new("ID", IsId: true), new("STATUS"), new("STACK"), new("OWNER")],
                run => [run.Pipeline, run.Name, run.Id.ToString(), run.Status.ToWord(), run.Stack.Name, run.User.Name]);
            return ExitCodes.Success;
        });
    }
}
