using ZenML.Core.Querying;

namespace ZenML.Core.Access;

/// <summary>The fields by which groups can be filtered and sorted.</summary>
public static class GroupFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
        [.. FilterField.OfEveryResource, new("description", FilterFieldType.Text)];
}
