using ZenML.Core.Querying;
using ZenML.Core.Stacks.Components;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>The fields by which flavors can be filtered and sorted.</summary>
public static class FlavorFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. FilterField.OfEveryResource,
        new("type", FilterFieldType.Text) { AllowedValues = ComponentTypes.WireNames }, new("integration", FilterFieldType.Text),
        .. FilterField.OfOwnedResource,
    ];
}
