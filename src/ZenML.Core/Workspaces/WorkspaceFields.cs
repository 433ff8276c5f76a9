using ZenML.Core.Querying;

namespace ZenML.Core.Workspaces;

/// <summary>What lists of workspaces can be filtered and sorted by.</summary>
public static class WorkspaceFields
{
    /// <summary>All fields, in the order in which help shows them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
        [.. FilterField.OfEveryResource];
}
