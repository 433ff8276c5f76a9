using System.CommandLine;
using System.Globalization;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Steps;

namespace ZenML.Cli.Commands.Pipelines;

/// <summary><c>zenml pipeline runs describe</c>.</summary>
internal sealed class PipelineRunDescribeCommand : Command
{
    public PipelineRunDescribeCommand(CliContext context)
        : base("describe", Example.Of("Show a pipeline run and its steps. Settings show references as they were written, never a value.", "zenml pipeline runs describe RUN --output json"))
    {
        var name = new Argument<string>("RUN") { Description = "A name, an id or the beginning of one." };
        var output = CommonOptions.Output();
        Arguments.Add(name);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var run = await context.Client.PipelineRuns.GetAsync(result.GetRequiredValue(name), LookupMode.Reading, cancellationToken);
            if (result.GetFormat(output) is not OutputFormat.Table and var format)
            {
                context.Writer.WriteDocument(PipelineRunData.Of(run), format);
                return ExitCodes.Success;
            }

            context.Writer.Say($"Run '{run.Name}' ({run.Id}) of the pipeline '{run.Pipeline}' on the stack '{run.Stack.Name}': {run.Status.ToWord()}.");
            context.Writer.WriteTable(
                [new("STEP"), new("STATUS"), new("STARTED"), new("TOOK"), new("ERROR")],
                run.Steps.Select(step => (IReadOnlyList<string>)
                    [step.Name, step.Status.ToWord(), step.Started is { } started ? Times.Text(started) : "", Duration(step), step.Error ?? ""]));
            return ExitCodes.Success;
        });
    }

    private static string Duration(StepRun step) => step is { Started: { } started, Ended: { } ended }
        ? string.Create(CultureInfo.InvariantCulture, $"{(ended - started).TotalSeconds:0.000} s")
        : "";
}
