using ZenML.Core.Querying;

namespace ZenML.Core.Workspaces;

/// <summary>The fields by which workspaces can be filtered and sorted.</summary>
public static class WorkspaceFields
{
    /// <summary>All fields, in the order of the help text.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
        [.. FilterField.OfEveryResource];
}
