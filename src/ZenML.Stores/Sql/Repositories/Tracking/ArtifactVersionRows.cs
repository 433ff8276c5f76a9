using ZenML.Core.Accounts.Users;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads versions of artifacts, alone and as part of other rows, without tags and details.</summary>
internal static class ArtifactVersionRows
{
    public const string Columns =
        $"""
        v.id, v.version, v.has_custom_name, v.type, v.artifact_store_id, v.uri, v.materializer, v.data_type,
        v.producer_step_id, v.producer_run_id, v.workspace_id, vw.name, v.user_id, vu.name, v.created, v.updated, {ArtifactRows.Columns}
        """;

    public const string Joins =
        $"""
        JOIN artifacts a ON a.id = v.artifact_id {ArtifactRows.Joins}
        LEFT JOIN workspaces vw ON vw.id = v.workspace_id LEFT JOIN users vu ON vu.id = v.user_id
        """;

    public static ArtifactVersion Map(RowCursor row) => new()
    {
        Id = row.Id<ArtifactVersion>(),
        Version = row.Text(),
        HasCustomName = row.Truth(),
        Type = row.Text(),
        ArtifactStore = row.IdOrNull<Component>(),
        Uri = row.Text(),
        Materializer = row.Json(),
        DataType = row.Json(),
        ProducerStep = row.IdOrNull<StepRun>(),
        ProducerRun = row.IdOrNull<PipelineRun>(),
        Workspace = row.ResourceReference<Workspace>(),
        User = row.ResourceReference<User>(),
        Created = row.Time(),
        Updated = row.Time(),
        Artifact = ArtifactRows.Map(row),
    };
}
