using ZenML.Core.Querying;

namespace ZenML.Core.Stacks;

/// <summary>What lists of stacks can be filtered and sorted by.</summary>
public static class StackFields
{
    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("workspace_id", FilterFieldType.Uuid), new("user_id", FilterFieldType.Uuid),
        new("component_id", FilterFieldType.Uuid, IsSortable: false),
    ];
}
