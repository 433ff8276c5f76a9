using ZenML.Core.Accounts.Users;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Workspaces;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads pipelines, alone and as part of other rows.</summary>
internal static class RegisteredPipelineRows
{
    public const int Count = 15;

    public const string Columns =
        $"""
        p.id, p.name, p.version, p.version_hash, p.docstring, p.spec, p.workspace_id, pw.name, p.user_id, pu.name, p.created, p.updated,
        {Status} LIMIT 1), {Status} LIMIT 1 OFFSET 1), {Status} LIMIT 1 OFFSET 2)
        """;

    public const string Joins = "LEFT JOIN workspaces pw ON pw.id = p.workspace_id LEFT JOIN users pu ON pu.id = p.user_id";

    private const string Status =
        "(SELECT first.status FROM pipeline_runs first WHERE first.pipeline_id = p.id ORDER BY first.created, first.id";

    public static RegisteredPipeline Map(RowCursor row) => new()
    {
        Id = row.Id<RegisteredPipeline>(),
        Name = row.Text(),
        Version = row.Text(),
        VersionHash = row.Text(),
        Docstring = row.TextOrNull(),
        Spec = row.Json(),
        Workspace = row.ResourceReference<Workspace>(),
        User = row.ResourceReference<User>(),
        Created = row.Time(),
        Updated = row.Time(),
        FirstStatuses = ReadStatuses(row),
    };

    private static RunStatus[] ReadStatuses(RowCursor row)
    {
        RunStatus?[] statuses = [row.StatusOrNull(), row.StatusOrNull(), row.StatusOrNull()];
        return [.. statuses.OfType<RunStatus>()];
    }
}
