using ZenML.Core.Querying;

namespace ZenML.Core.Runs;

/// <summary>What lists of pipeline runs can be filtered and sorted by.</summary>
public static class PipelineRunFields
{
    /// <summary>The words for how far a run is.</summary>
    internal static readonly string[] RunStatusWords = ["initializing", "running", "completed", "failed", "cached"];

    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("pipeline", FilterFieldType.Text), new("status", FilterFieldType.Text) { AllowedValues = RunStatusWords },
        new("stack_id", FilterFieldType.Uuid), new("workspace_id", FilterFieldType.Uuid), new("user_id", FilterFieldType.Uuid),
    ];
}
