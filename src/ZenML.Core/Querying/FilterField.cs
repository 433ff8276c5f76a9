namespace ZenML.Core.Querying;

/// <summary>A field by which a list can be filtered and sorted.</summary>
/// <param name="Name">The name in queries and options, for example <c>workspace_id</c>.</param>
/// <param name="Type">The type.</param>
/// <param name="IsSortable">Whether lists can be sorted by it.</param>
public sealed record FilterField(string Name, FilterFieldType Type, bool IsSortable = true)
{
    /// <summary>The only values of the field; empty for any. The help text lists them.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>The fields of every resource: id, created, updated and name.</summary>
    public static IReadOnlyList<FilterField> OfEveryResource { get; } =
    [
        new("id", FilterFieldType.Uuid), new("created", FilterFieldType.Timestamp), new("updated", FilterFieldType.Timestamp),
        new("name", FilterFieldType.Text),
    ];

    /// <summary>The fields of every resource that belongs to a workspace and an account.</summary>
    public static IReadOnlyList<FilterField> OfOwnedResource { get; } =
        [new("workspace_id", FilterFieldType.Uuid), new("user_id", FilterFieldType.Uuid)];
}
