using ZenML.Core.Persistence;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class DependentRepository(SqlSession session) : IDependentRepository
{
    private const string RunsOfWorkspace = "SELECT id FROM pipeline_runs WHERE workspace_id = @owner";
    private const string RunsOfDeployment = "SELECT id FROM pipeline_runs WHERE deployment_id = @owner";
    private const string StepsOfWorkspace = $"SELECT id FROM step_runs WHERE run_id IN ({RunsOfWorkspace})";
    private const string VersionsOfWorkspace = "SELECT id FROM artifact_versions WHERE workspace_id = @owner";

    // What the deletions of the repositories delete besides the row itself, if it is a resource of its own. A test compares the two.
    private static readonly Dictionary<DependentOwner, DependentKind[]> Kinds = new()
    {
        [DependentOwner.Workspace] =
        [
            new("secret", "secrets", "workspace_id = @owner", "r.name", "r.scope")
            {
                Describe = (name, scope) => $"{name} ({scope} scope)",
            },
            new("stack", "stacks", "workspace_id = @owner", "r.name"),
            new("component", "components", "workspace_id = @owner", "r.name"),
            new("flavor", "flavors", "workspace_id = @owner", "r.name"),
            new("pipeline", "pipelines", "workspace_id = @owner", "r.name"),
            new("deployment", "pipeline_deployments", "workspace_id = @owner", "r.pipeline_name"),
            new("pipeline_run", "pipeline_runs", "workspace_id = @owner", "r.name"),
            new("step_run", "step_runs", $"run_id IN ({RunsOfWorkspace})", "r.name"),
            ArtifactVersions("workspace_id = @owner"),
            Metadata(
                $"""
                workspace_id = @owner
                OR subject_id IN ({RunsOfWorkspace}) OR subject_id IN ({StepsOfWorkspace}) OR subject_id IN ({VersionsOfWorkspace})
                """),
        ],
        [DependentOwner.PipelineRun] =
        [
            new("step_run", "step_runs", "run_id = @owner", "r.name"),
            Metadata("subject_id = @owner OR subject_id IN (SELECT id FROM step_runs WHERE run_id = @owner)"),
        ],
        [DependentOwner.Artifact] =
        [
            ArtifactVersions("artifact_id = @owner"),
            Metadata("subject_id IN (SELECT id FROM artifact_versions WHERE artifact_id = @owner)"),
        ],
        [DependentOwner.ArtifactVersion] = [Metadata("subject_id = @owner")],
        [DependentOwner.Deployment] =
        [
            new("pipeline_run", "pipeline_runs", "deployment_id = @owner", "r.name"),
            new("step_run", "step_runs", $"run_id IN ({RunsOfDeployment})", "r.name"),
            Metadata(
                $"""
                subject_id IN ({RunsOfDeployment}) OR subject_id IN (SELECT id FROM step_runs WHERE run_id IN ({RunsOfDeployment}))
                """),
        ],
        [DependentOwner.Account] =
        [
            new("api_key", "api_keys", "service_account_id = @owner", "r.name"),
            new("device", "devices", "user_id = @owner", "r.hostname", "r.client_id")
            {
                Describe = (host, client) => host ?? Guid.ParseExact(client!, "N").ToString("D"),
            },
        ],
    };

    public async Task<IReadOnlyList<DependentRow>> ListAsync(
        DependentOwner owner, Guid id, DependentRow? after, int limit, CancellationToken cancellationToken)
    {
        foreach (var kind in Kinds[owner].SkipWhile(kind => after is not null && kind.ResourceType != after.ResourceType))
        {
            var last = kind.ResourceType == after?.ResourceType ? after.Uuid.ToStored() : "";
            var rows = await session.QueryAsync(
                kind.Select, kind.Map, cancellationToken, ("@owner", id.ToStored()), ("@after", last), ("@limit", (long)limit));
            if (rows.Count > 0)
            {
                return rows;
            }
        }

        return [];
    }

    private static DependentKind ArtifactVersions(string condition) =>
        new("artifact_version", "artifact_versions", condition, "(SELECT a.name FROM artifacts a WHERE a.id = r.artifact_id)", "r.version")
        {
            Describe = (artifact, version) => $"{artifact} {version}",
        };

    private static DependentKind Metadata(string condition) => new("run_metadata", "run_metadata", condition, "r.metadata_key");
}
