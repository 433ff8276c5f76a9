using ZenML.Core.PlainResources;

namespace ZenML.Stores.Sql.Repositories.PlainResources;

/// <summary>The statements that delete plain resources, and those that a deletion of something else needs.</summary>
internal static class PlainDeletions
{
    /// <summary>The statements for all plain resources of <c>@workspace</c>, to be run after its deployments are deleted.</summary>
    public static IReadOnlyList<string> OfWorkspace { get; } =
    [
        $"DELETE FROM code_references WHERE code_repository_id IN ({IdsOf(CodeRepositories.Kind)})",
        .. PlainResourceKinds.All.Where(kind => kind.HasSealedFields)
            .Select(kind => $"DELETE FROM plain_values WHERE resource_id IN ({IdsOf(kind)})"),
        .. PlainResourceKinds.All.Reverse().Select(kind => $"DELETE FROM {kind.Collection} WHERE workspace_id = @workspace"),
    ];

    /// <summary>The statements for the resource <c>@id</c>.</summary>
    public static IReadOnlyList<string> OfResource(PlainResourceKind kind) =>
    [
        .. Releases(kind),
        .. kind.HasSealedFields ? (string[])["DELETE FROM plain_values WHERE resource_id = @id"] : [],
        $"DELETE FROM {kind.Collection} WHERE id = @id",
    ];

    /// <summary>
    /// The statements to be run before something is deleted that plain resources refer to: the references become null.
    /// </summary>
    /// <param name="target">What is deleted.</param>
    /// <param name="ids">What follows the column of the reference: <c>= @id</c>, or <c>IN (...)</c>.</param>
    public static IReadOnlyList<string> BeforeDeleting(PlainTarget target, string ids) =>
    [
        .. PlainResourceKinds.All.SelectMany(kind => kind.Fields
            .Where(field => field.Reference is { } reference && reference.Target == target)
            .Select(field => $"UPDATE {kind.Collection} SET {field.Column} = NULL WHERE {field.Column} {ids}")),
    ];

    private static string IdsOf(PlainResourceKind kind) => $"SELECT x.id FROM {kind.Collection} x WHERE x.workspace_id = @workspace";

    /// <summary>The statements after which no deployment refers to a resource.</summary>
    private static string[] Releases(PlainResourceKind kind)
    {
        if (kind == Builds.Kind)
        {
            return ["UPDATE pipeline_deployments SET build_id = NULL WHERE build_id = @id"];
        }

        if (kind == Schedules.Kind)
        {
            return ["UPDATE pipeline_deployments SET schedule_id = NULL WHERE schedule_id = @id"];
        }

        return kind != CodeRepositories.Kind ? [] :
        [
            """
            UPDATE pipeline_deployments SET code_reference_id = NULL
            WHERE code_reference_id IN (SELECT c.id FROM code_references c WHERE c.code_repository_id = @id)
            """,
            "DELETE FROM code_references WHERE code_repository_id = @id",
        ];
    }
}
