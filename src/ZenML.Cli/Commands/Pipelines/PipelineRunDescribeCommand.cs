using System.CommandLine;
using System.Globalization;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Steps;

namespace ZenML.Cli.Commands.Pipelines;

/// <summary><c>zenml pipeline runs describe</c>.</summary>
internal sealed class PipelineRunDescribeCommand : DescribeCommand
{
    private readonly Argument<string> name = CommonArguments.ToRead("RUN");

    public PipelineRunDescribeCommand(CliContext context)
        : base(context, "describe", Example.Of(
            "Show a pipeline run and its steps. Settings show references as written, never values.",
            "zenml pipeline runs describe train --output json")) => Define(name.Completes(Names.PipelineRuns), Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var run = await Context.Client.PipelineRuns.GetAsync(result.GetRequiredValue(name), LookupMode.Reading, cancellationToken);
        return new(() => PipelineRunData.Of(run), writer => Write(writer, run));
    }

    private static void Write(Writer writer, PipelineRun run)
    {
        writer.Say($"Run '{run.Name}' ({run.Id}) of the pipeline '{run.Pipeline}' on the stack "
            + $"'{run.Stack.Name}': {run.Status.ToWord()}.");
        writer.WriteTable(
            [new("STEP"), new("STATUS"), new("STARTED", IsTime: true), new("TOOK"), new("ERROR")],
            run.Steps.Select(step => (IReadOnlyList<string>)
            [
                step.Name, step.Status.ToWord(), Optional.Cell(step.Started), Duration(step), step.Error ?? "",
            ]));
    }

    private static string Duration(StepRun step) => step is { Started: { } started, Ended: { } ended }
        ? string.Create(CultureInfo.InvariantCulture, $"{(ended - started).TotalSeconds:0.000} s")
        : "";
}
