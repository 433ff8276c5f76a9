namespace ZenML.Core.PlainResources;

/// <summary>Schedules of pipelines. The server stores them; an orchestrator runs them.</summary>
public static class Schedules
{
    /// <summary>What a schedule is.</summary>
    public static PlainResourceKind Kind { get; } = new()
    {
        Word = "schedule",
        Noun = "schedule",
        Collection = "schedules",
        CanChange = true,
        Fields =
        [
            new("active", PlainFieldType.Boolean) { IsRequired = true, Change = PlainChange.IfGiven },
            new("cron_expression", PlainFieldType.Text) { Change = PlainChange.IfGiven },
            new("start_time", PlainFieldType.Time) { Change = PlainChange.IfGiven },
            new("end_time", PlainFieldType.Time) { Change = PlainChange.IfGiven },
            new("interval_second", PlainFieldType.Seconds) { Change = PlainChange.IfGiven },
            new("catchup", PlainFieldType.Boolean) { Default = false, Change = PlainChange.IfGiven },
            new("run_once_start_time", PlainFieldType.Time),
            new("pipeline_id", PlainFieldType.Id) { Place = PlainPlace.Metadata, Reference = new(PlainTarget.Pipeline) },
            new("orchestrator_id", PlainFieldType.Id) { Place = PlainPlace.Metadata, Reference = new(PlainTarget.Component) },
        ],
        FindMistake = values => values.ContainsKey("cron_expression") || values.ContainsKey("run_once_start_time")
            || (values.ContainsKey("start_time") && values.ContainsKey("interval_second"))
            ? null
            : "A schedule needs a cron expression, a start time with an interval, or a time to run once.",
    };
}
