using ZenML.Core.Querying;

namespace ZenML.Core.Stacks.Components;

/// <summary>The fields by which components can be filtered and sorted.</summary>
public static class ComponentFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("flavor", FilterFieldType.Text), new("type", FilterFieldType.Text) { AllowedValues = ComponentTypes.WireNames },
        .. FilterField.OfOwnedResource,
        new("stack_id", FilterFieldType.Uuid, IsSortable: false),
    ];
}
