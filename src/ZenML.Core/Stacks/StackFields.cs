using ZenML.Core.Querying;

namespace ZenML.Core.Stacks;

/// <summary>The fields by which stacks can be filtered and sorted.</summary>
public static class StackFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        .. FilterField.OfOwnedResource,
        new("component_id", FilterFieldType.Uuid, IsSortable: false),
    ];
}
