using ZenML.Core.PlainResources;
using ZenML.Stores.Sql.Repositories.PlainResources;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>The statements that delete records. Rows that refer to other rows are deleted before them.</summary>
internal static class TrackingDeletions
{
    /// <summary>The statements for runs that match a condition. Artifacts are kept and lose their producer.</summary>
    public static IReadOnlyList<string> OfRuns(string condition)
    {
        var runs = $"SELECT id FROM pipeline_runs WHERE {condition}";
        var steps = $"SELECT id FROM step_runs WHERE run_id IN ({runs})";
        return
        [
            $"DELETE FROM run_metadata WHERE subject_id IN ({steps})",
            $"DELETE FROM run_metadata WHERE subject_id IN ({runs})",
            $"DELETE FROM step_artifacts WHERE step_id IN ({steps})",
            $"DELETE FROM step_parents WHERE step_id IN ({steps})",
            $"UPDATE artifact_versions SET producer_step_id = NULL, producer_run_id = NULL WHERE producer_run_id IN ({runs})",

            // MySQL changes no table that a query in the same statement reads, unless it has to store the rows of the query first.
            $"""
            UPDATE step_runs SET original_step_id = NULL
            WHERE original_step_id IN (SELECT gone.id FROM (SELECT DISTINCT id FROM step_runs WHERE run_id IN ({runs})) gone)
            """,
            $"DELETE FROM step_runs WHERE run_id IN ({runs})",
            $"DELETE FROM model_version_runs WHERE run_id IN ({runs})",
            $"DELETE FROM pipeline_runs WHERE {condition}",
        ];
    }

    /// <summary>The statements for versions of artifacts that match a condition.</summary>
    public static IReadOnlyList<string> OfArtifactVersions(string condition)
    {
        var versions = $"SELECT id FROM artifact_versions WHERE {condition}";
        return
        [
            $"DELETE FROM tag_uses WHERE resource_id IN ({versions})",
            $"DELETE FROM run_metadata WHERE subject_id IN ({versions})",
            $"DELETE FROM artifact_visualizations WHERE version_id IN ({versions})",
            $"DELETE FROM step_artifacts WHERE version_id IN ({versions})",
            $"DELETE FROM model_version_artifacts WHERE artifact_version_id IN ({versions})",
            $"DELETE FROM artifact_versions WHERE {condition}",
        ];
    }

    /// <summary>The statements for versions of models that match a condition. Linked artifact versions and runs are kept.</summary>
    public static IReadOnlyList<string> OfModelVersions(string condition)
    {
        var versions = $"SELECT id FROM model_versions WHERE {condition}";
        return
        [
            $"DELETE FROM tag_uses WHERE resource_id IN ({versions})",
            $"DELETE FROM run_metadata WHERE subject_id IN ({versions})",
            $"DELETE FROM model_version_artifacts WHERE model_version_id IN ({versions})",
            $"DELETE FROM model_version_runs WHERE model_version_id IN ({versions})",
            $"DELETE FROM model_versions WHERE {condition}",
        ];
    }

    /// <summary>The statements for models that match a condition.</summary>
    public static IReadOnlyList<string> OfModels(string condition) =>
    [
        .. OfModelVersions($"model_id IN (SELECT id FROM models WHERE {condition})"),
        $"DELETE FROM tag_uses WHERE resource_id IN (SELECT id FROM models WHERE {condition})",
        $"DELETE FROM models WHERE {condition}",
    ];

    /// <summary>The statements for <c>@pipeline</c>. Deployments and runs are kept without it.</summary>
    public static IReadOnlyList<string> OfPipeline { get; } =
    [
        "UPDATE pipeline_deployments SET pipeline_id = NULL WHERE pipeline_id = @pipeline",
        "UPDATE pipeline_runs SET pipeline_id = NULL WHERE pipeline_id = @pipeline",
        .. PlainDeletions.BeforeDeleting(PlainTarget.Pipeline, "= @pipeline"),
        "DELETE FROM pipelines WHERE id = @pipeline",
    ];

    /// <summary>The statements for <c>@deployment</c>.</summary>
    public static IReadOnlyList<string> OfDeployment { get; } =
    [
        .. OfRuns("deployment_id = @deployment"),
        "DELETE FROM deployment_steps WHERE deployment_id = @deployment",
        .. PlainDeletions.BeforeDeleting(PlainTarget.Deployment, "= @deployment"),
        "DELETE FROM pipeline_deployments WHERE id = @deployment",
    ];

    /// <summary>The statements for the records of <c>@workspace</c>. Artifacts belong to no workspace and are kept.</summary>
    public static IReadOnlyList<string> OfWorkspace { get; } =
    [
        .. OfRuns("workspace_id = @workspace"),
        .. OfArtifactVersions("workspace_id = @workspace"),
        "DELETE FROM model_version_artifacts WHERE workspace_id = @workspace",
        "DELETE FROM model_version_runs WHERE workspace_id = @workspace",
        .. OfModelVersions("workspace_id = @workspace"),
        .. OfModels("workspace_id = @workspace"),
        "DELETE FROM run_metadata WHERE workspace_id = @workspace",
        "DELETE FROM deployment_steps WHERE deployment_id IN (SELECT id FROM pipeline_deployments WHERE workspace_id = @workspace)",
        "DELETE FROM pipeline_deployments WHERE workspace_id = @workspace",
        .. PlainDeletions.OfWorkspace,
        "DELETE FROM pipelines WHERE workspace_id = @workspace",
    ];
}
