namespace ZenML.Cli.Commands.Pipelines;

/// <summary>The group <c>pipeline</c>.</summary>
internal static class PipelineNoun
{
    public static Noun Noun { get; } = new("pipeline", "Show pipeline runs.",
    [
        Verb.Group("runs", "Show pipeline runs.", "zenml pipeline runs list --since 7d",
            new("list", "List pipeline runs.", context => new PipelineRunListCommand(context)),
            new("describe", "Show a pipeline run and its steps.", context => new PipelineRunDescribeCommand(context))),
    ], "zenml pipeline runs list --since 7d");
}
