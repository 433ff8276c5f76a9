using ZenML.Core.Querying;

namespace ZenML.Core.Runs;

/// <summary>The fields by which lists of pipeline runs can be filtered and sorted.</summary>
public static class PipelineRunFields
{
    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("pipeline", FilterFieldType.Text), new("status", FilterFieldType.Text) { AllowedValues = RunStatuses.Words },
        new("stack_id", FilterFieldType.Uuid), .. FilterField.OfOwnedResource,
    ];
}
