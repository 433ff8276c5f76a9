namespace ZenML.Core.Querying;

/// <summary>A field that a list can be filtered and sorted by.</summary>
/// <param name="Name">The name in queries and options, for example <c>workspace_id</c>.</param>
/// <param name="Type">What it compares.</param>
/// <param name="IsSortable">Whether lists can be sorted by it.</param>
public sealed record FilterField(string Name, FilterFieldType Type, bool IsSortable = true)
{
    /// <summary>The words that the field can have, if there are only some. Help names them, and nothing equals another.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>The fields that every resource has: id, created, updated and name.</summary>
    public static IReadOnlyList<FilterField> OfEveryResource { get; } =
    [
        new("id", FilterFieldType.Uuid), new("created", FilterFieldType.Timestamp), new("updated", FilterFieldType.Timestamp), new("name", FilterFieldType.Text),
    ];
}
