using ZenML.Cli.Output;
using ZenML.Core.Runs;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Pipelines;

/// <summary>Runs as data for programs. The names and their order are a promise.</summary>
internal static class PipelineRunData
{
    /// <summary>A run without its steps.</summary>
    public static ConfigurationMap Summary(PipelineRun run) => new()
    {
        ["id"] = run.Id.ToString(),
        ["name"] = run.Name,
        ["pipeline"] = run.Pipeline,
        ["status"] = run.Status.ToWord(),
        ["stack"] = run.Stack.Name,
        ["workspace"] = run.Workspace.Name,
        ["user"] = run.User.Name,
        ["created"] = Times.Text(run.Created),
        ["updated"] = Times.Text(run.Updated),
        ["ended"] = Optional(run.Ended),
    };

    /// <summary>A run with its settings, references as they were written, and its steps.</summary>
    public static ConfigurationMap Of(PipelineRun run)
    {
        var document = Summary(run);
        document["settings"] = run.Settings;
        document["steps"] = new ConfigurationList(run.Steps.Select(step => new ConfigurationMap
        {
            ["name"] = step.Name,
            ["status"] = step.Status.ToWord(),
            ["started"] = Optional(step.Started),
            ["ended"] = Optional(step.Ended),
            ["error"] = step.Error is { } error ? error : new ConfigurationNull(),
        }));
        return document;
    }

    private static ConfigurationValue Optional(DateTimeOffset? time) => time is { } known ? Times.Text(known) : new ConfigurationNull();
}
