using ZenML.Core.Accounts.Users;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Workspaces;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads steps, without their artifacts and details.</summary>
internal static class StepRunRows
{
    public const string Select =
        """
        SELECT s.id, s.name, s.run_id, r.pipeline, r.deployment_id, ds.document, s.status, s.started, s.ended, s.error,
            s.cache_key, s.code_hash, s.docstring, s.source_code, s.original_step_id, s.logs_id, s.logs_uri, s.logs_store,
            r.workspace_id, w.name, s.user_id, u.name, s.created, s.updated
        FROM step_runs s JOIN pipeline_runs r ON r.id = s.run_id
        LEFT JOIN deployment_steps ds ON ds.deployment_id = r.deployment_id AND ds.name = s.name
        LEFT JOIN workspaces w ON w.id = r.workspace_id LEFT JOIN users u ON u.id = s.user_id
        """;

    public static StepRun Map(RowCursor row) => new()
    {
        Id = row.Id<StepRun>(),
        Name = row.Text(),
        Run = row.Id<PipelineRun>(),
        Pipeline = row.Text(),
        Deployment = row.IdOrNull<Deployment>(),
        Document = row.JsonOrNull(),
        Status = row.Status(),
        Started = row.TimeOrNull(),
        Ended = row.TimeOrNull(),
        Error = row.TextOrNull(),
        CacheKey = row.TextOrNull(),
        CodeHash = row.TextOrNull(),
        Docstring = row.TextOrNull(),
        SourceCode = row.TextOrNull(),
        Original = row.IdOrNull<StepRun>(),
        Logs = row.Optional(3, logs => new StepLogs(logs.Id<StepLogs>(), logs.Text(), logs.Text())),
        Workspace = row.ResourceReference<Workspace>(),
        User = row.ResourceReference<User>(),
        Created = row.Time(),
        Updated = row.Time(),
    };
}
