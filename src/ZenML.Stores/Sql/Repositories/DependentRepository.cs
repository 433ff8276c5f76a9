using ZenML.Core.Persistence;
using ZenML.Core.PlainResources;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class DependentRepository(SqlSession session) : IDependentRepository
{
    private const string RunsOfWorkspace = "SELECT id FROM pipeline_runs WHERE workspace_id = @owner";
    private const string RunsOfDeployment = "SELECT id FROM pipeline_runs WHERE deployment_id = @owner";
    private const string StepsOfWorkspace = $"SELECT id FROM step_runs WHERE run_id IN ({RunsOfWorkspace})";
    private const string VersionsOfWorkspace = "SELECT id FROM artifact_versions WHERE workspace_id = @owner";
    private const string ModelVersionInWorkspace =
        "workspace_id = @owner OR model_id IN (SELECT id FROM models WHERE workspace_id = @owner)";
    private const string ModelVersionsOfWorkspace = $"SELECT id FROM model_versions WHERE {ModelVersionInWorkspace}";
    private const string ModelVersionsOfModel = "SELECT id FROM model_versions WHERE model_id = @owner";

    // What the deletions of the repositories delete besides the row itself, if it is a resource of its own. A test compares the two.
    private static readonly Dictionary<DependentOwner, DependentKind[]> Kinds = new()
    {
        [DependentOwner.Workspace] =
        [
            Secrets("workspace_id = @owner"),
            new("stack", "stacks", "workspace_id = @owner", "r.name"),
            new("component", "components", "workspace_id = @owner", "r.name"),
            new("flavor", "flavors", "workspace_id = @owner", "r.name"),
            new("pipeline", "pipelines", "workspace_id = @owner", "r.name"),
            new("deployment", "pipeline_deployments", "workspace_id = @owner", "r.pipeline_name"),
            .. PlainResourceKinds.All.Select(kind => Plain(kind, "workspace_id = @owner")),
            CodeReferences("code_repository_id IN (SELECT id FROM code_repositories WHERE workspace_id = @owner)"),
            new("pipeline_run", "pipeline_runs", "workspace_id = @owner", "r.name"),
            Steps($"run_id IN ({RunsOfWorkspace})"),
            ArtifactVersions("workspace_id = @owner"),
            new("model", "models", "workspace_id = @owner", "r.name"),
            ModelVersions(ModelVersionInWorkspace),
            ArtifactLinks(
                $"""
                workspace_id = @owner
                OR model_version_id IN ({ModelVersionsOfWorkspace}) OR artifact_version_id IN ({VersionsOfWorkspace})
                """),
            RunLinks($"workspace_id = @owner OR model_version_id IN ({ModelVersionsOfWorkspace}) OR run_id IN ({RunsOfWorkspace})"),
            Metadata(
                $"""
                workspace_id = @owner
                OR subject_id IN ({RunsOfWorkspace}) OR subject_id IN ({StepsOfWorkspace}) OR subject_id IN ({VersionsOfWorkspace})
                OR subject_id IN ({ModelVersionsOfWorkspace})
                """),
        ],
        [DependentOwner.PipelineRun] =
        [
            Steps("run_id = @owner"),
            RunLinks("run_id = @owner"),
            Metadata("subject_id = @owner OR subject_id IN (SELECT id FROM step_runs WHERE run_id = @owner)"),
        ],
        [DependentOwner.Artifact] =
        [
            ArtifactVersions("artifact_id = @owner"),
            ArtifactLinks("artifact_version_id IN (SELECT id FROM artifact_versions WHERE artifact_id = @owner)"),
            Metadata("subject_id IN (SELECT id FROM artifact_versions WHERE artifact_id = @owner)"),
        ],
        [DependentOwner.PlainResource] = [CodeReferences("code_repository_id = @owner")],
        [DependentOwner.ArtifactVersion] = [ArtifactLinks("artifact_version_id = @owner"), Metadata("subject_id = @owner")],
        [DependentOwner.Model] =
        [
            ModelVersions("model_id = @owner"),
            ArtifactLinks($"model_version_id IN ({ModelVersionsOfModel})"),
            RunLinks($"model_version_id IN ({ModelVersionsOfModel})"),
            Metadata($"subject_id IN ({ModelVersionsOfModel})"),
        ],
        [DependentOwner.ModelVersion] =
            [ArtifactLinks("model_version_id = @owner"), RunLinks("model_version_id = @owner"), Metadata("subject_id = @owner")],
        [DependentOwner.Deployment] =
        [
            new("pipeline_run", "pipeline_runs", "deployment_id = @owner", "r.name"),
            Steps($"run_id IN ({RunsOfDeployment})"),
            RunLinks($"run_id IN ({RunsOfDeployment})"),
            Metadata(
                $"""
                subject_id IN ({RunsOfDeployment}) OR subject_id IN (SELECT id FROM step_runs WHERE run_id IN ({RunsOfDeployment}))
                """),
        ],
        [DependentOwner.Account] =
        [
            new("api_key", "api_keys", "service_account_id = @owner", "r.name") { WorkspaceOf = "NULL" },
            new("trust", "trusts", "service_account_id = @owner", "r.name") { WorkspaceOf = "NULL" },
            new("device", "devices", "user_id = @owner", "r.hostname", "r.client_id")
            {
                WorkspaceOf = "NULL",
                Describe = (host, client) => host ?? Guid.ParseExact(client!, "N").ToString("D"),
            },
            Secrets("user_id = @owner AND deleted IS NOT NULL"),
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

    private static DependentKind Secrets(string condition) => new("secret", "secrets", condition, "r.name", "r.scope")
    {
        Describe = (name, scope) => $"{name} ({scope} scope)",
    };

    private static DependentKind ArtifactVersions(string condition) =>
        new("artifact_version", "artifact_versions", condition, "(SELECT a.name FROM artifacts a WHERE a.id = r.artifact_id)", "r.version")
        {
            Describe = (artifact, version) => $"{artifact} {version}",
        };

    private static DependentKind Steps(string condition) => new("step_run", "step_runs", condition, "r.name")
    {
        WorkspaceOf = "(SELECT o.workspace_id FROM pipeline_runs o WHERE o.id = r.run_id)",
    };

    private static DependentKind CodeReferences(string condition) => new("code_reference", "code_references", condition, "r.commit_name")
    {
        WorkspaceOf = "(SELECT o.workspace_id FROM code_repositories o WHERE o.id = r.code_repository_id)",
    };

    private static DependentKind Plain(PlainResourceKind kind, string condition) => kind.HasName
        ? new(kind.Word, kind.Collection, condition, "r.name")
        : new(kind.Word, kind.Collection, condition, "r.id") { Describe = (id, _) => Guid.ParseExact(id!, "N").ToString("D") };

    private static DependentKind ModelVersions(string condition) =>
        new("model_version", "model_versions", condition, "(SELECT m.name FROM models m WHERE m.id = r.model_id)", "r.name")
        {
            WorkspaceOf = "(SELECT o.workspace_id FROM models o WHERE o.id = r.model_id)",
            Describe = (model, version) => $"{model} {version}",
        };

    private static DependentKind ArtifactLinks(string condition) =>
        new(
            "model_version_artifact",
            "model_version_artifacts",
            condition,
            "(SELECT a.name FROM artifact_versions v JOIN artifacts a ON a.id = v.artifact_id WHERE v.id = r.artifact_version_id)",
            "(SELECT v.version FROM artifact_versions v WHERE v.id = r.artifact_version_id)")
        {
            Describe = (artifact, version) => $"{artifact} {version}",
        };

    private static DependentKind RunLinks(string condition) => new(
        "model_version_pipeline_run",
        "model_version_runs",
        condition,
        "(SELECT p.name FROM pipeline_runs p WHERE p.id = r.run_id)");

    private static DependentKind Metadata(string condition) => new("run_metadata", "run_metadata", condition, "r.metadata_key");
}
